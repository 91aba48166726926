package com.crmfactory.migration.model.target;

import java.util.List;

/**
 * A column that points to other records.
 *
 * @param parents
 *            tables that it may point to
 * @param typeColumn
 *            column that takes the parent's table name when there are several; else null
 * @param required
 *            a record without this parent is not taken
 */
public record ReferenceColumn(String name, List<String> parents, String typeColumn, boolean required) {

    public ReferenceColumn {
        parents = List.copyOf(parents);
    }

    private static final String CUSTOM_FIELDS = "custom_fields.";

    /** True for {@code custom_fields.<key>}: no column, but a link that is kept beside the row. */
    public static boolean isLookUp(String name) {
        return name.startsWith(CUSTOM_FIELDS);
    }

    /** The key of a custom field that points to other records. */
    public static String fieldKey(String name) {
        return name.substring(CUSTOM_FIELDS.length());
    }

    /** What takes the place of a column for {@code custom_fields.<key>}; it may point to everything. */
    public static ReferenceColumn lookUp(String name) {
        return new ReferenceColumn(name, TargetCatalogue.relations(), null, false);
    }

    public boolean isPolymorphic() {
        return typeColumn != null;
    }
}
