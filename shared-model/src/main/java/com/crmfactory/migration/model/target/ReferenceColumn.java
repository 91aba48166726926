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

    public boolean isPolymorphic() {
        return typeColumn != null;
    }
}
