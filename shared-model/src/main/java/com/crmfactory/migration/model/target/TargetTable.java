package com.crmfactory.migration.model.target;

import java.util.List;
import java.util.Optional;

/**
 * What the records of an object are migrated into: a table of the CRM, or a custom object in the table that all custom
 * objects share. Without the columns that all tables have.
 *
 * @param name
 *            of the table, or {@code custom_objects.<key>}
 * @param objects
 *            Salesforce objects that always end here; none for a custom object
 */
public record TargetTable(String name, List<String> objects, List<TargetColumn> columns,
        List<ReferenceColumn> references) {

    public TargetTable {
        objects = List.copyOf(objects);
        columns = List.copyOf(columns);
        references = List.copyOf(references);
    }

    /** The CRM's table. */
    public String relation() {
        return isCustomObject() ? TargetCatalogue.CUSTOM_RECORDS : name;
    }

    public boolean isCustomObject() {
        return name.startsWith(TargetCatalogue.CUSTOM_OBJECTS);
    }

    /** Of the custom object; null for a table of its own. */
    public String objectKey() {
        return isCustomObject() ? name.substring(TargetCatalogue.CUSTOM_OBJECTS.length()) : null;
    }

    /** The column that holds what has no column. */
    public String fieldsColumn() {
        return isCustomObject() ? "fields" : "custom_fields";
    }

    public Optional<TargetColumn> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public Optional<ReferenceColumn> reference(String name) {
        return references.stream().filter(r -> r.name().equals(name)).findFirst();
    }

    /**
     * The column that takes a parent of a table when a field is mapped to {@code name}: that one, or where it does not
     * point there, the column that points nowhere else. So {@code WhoId}, mapped to {@code contact_id}, fills
     * {@code lead_id} when it holds a lead. A custom field may point to everything.
     */
    public Optional<ReferenceColumn> referenceTo(String parentTable, String name) {
        if (ReferenceColumn.isLookUp(name)) {
            return Optional.of(ReferenceColumn.lookUp(name));
        }
        return reference(name).flatMap(named -> named.parents().contains(parentTable)
                ? Optional.of(named)
                : references.stream().filter(other -> other.parents().equals(List.of(parentTable))).findFirst());
    }
}
