package com.crmfactory.migration.model.report;

import java.util.List;

/**
 * A reference field.
 *
 * @param references
 *            objects that it may point to
 * @param target
 *            reference column of the target table; null when the reference is only kept as a text
 * @param required
 *            the CRM does not take a record whose parent is missing
 */
public record RelationshipReport(String field, List<String> references, boolean polymorphic, String target,
        boolean required) {
    public RelationshipReport {
        references = List.copyOf(references);
    }
}
