package com.crmfactory.migration.analyzer.readiness;

import java.util.Collection;

import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;

/**
 * An object's fields in numbers.
 *
 * @param mapped
 *            have a target
 * @param custom
 *            those of them that become custom fields
 * @param review
 *            wait for a decision
 * @param counted
 *            may hold data that somebody could miss
 * @param kept
 *            those of them that are migrated
 */
public record FieldCounts(int total, int mapped, int custom, int review, int counted, int kept) {
    public static final FieldCounts NONE = new FieldCounts(0, 0, 0, 0, 0, 0);

    public static FieldCounts of(Collection<FieldReport> fields, ObjectVerdict verdict) {
        return new FieldCounts(fields.size(), (int) fields.stream().filter(field -> field.target() != null).count(),
                (int) fields.stream().filter(field -> field.target() != null)
                        .filter(field -> field.target().startsWith(FieldMapping.CUSTOM_PREFIX)).count(),
                (int) fields.stream().filter(field -> field.status() == FieldStatus.MANUAL_REVIEW).count(),
                verdict.fieldsCounted(), verdict.fieldsKept());
    }
}
