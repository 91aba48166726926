package com.crmfactory.migration.model.target;

import java.util.List;
import java.util.Optional;

/**
 * One table of the CRM that records are migrated into, beside the columns that all tables share.
 *
 * @param objects
 *            Salesforce objects that end here
 */
public record TargetTable(String name, List<String> objects, List<TargetColumn> columns,
        List<ReferenceColumn> references) {

    public TargetTable {
        objects = List.copyOf(objects);
        columns = List.copyOf(columns);
        references = List.copyOf(references);
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
     * {@code lead_id} when it holds a lead.
     */
    public Optional<ReferenceColumn> referenceTo(String parentTable, String name) {
        return reference(name).flatMap(named -> named.parents().contains(parentTable)
                ? Optional.of(named)
                : references.stream().filter(other -> other.parents().equals(List.of(parentTable))).findFirst());
    }
}
