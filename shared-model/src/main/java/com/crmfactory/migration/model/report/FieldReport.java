package com.crmfactory.migration.model.report;

import java.util.List;

/**
 * One field of an object and where it would go.
 *
 * @param type
 *            Salesforce's field type as its describe names it
 * @param required
 *            Salesforce refuses a record without it
 * @param target
 *            column of the target table, {@code custom_fields.<key>}, or null when it is not migrated
 * @param transform
 *            how the value is converted; null when it is not migrated
 * @param confidence
 *            0.0 (a guess) to 1.0 (known by name)
 * @param values
 *            picklist values, at most 200; null for other types
 */
public record FieldReport(String field, String label, String type, boolean custom, boolean required, String target,
        String transform, FieldStatus status, double confidence, String reason, List<PicklistValueReport> values) {
}
