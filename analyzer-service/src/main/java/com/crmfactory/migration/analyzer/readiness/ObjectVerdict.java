package com.crmfactory.migration.analyzer.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.crmfactory.migration.analyzer.mapping.ObjectMapping;
import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.analyzer.mapping.Targets;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;

/**
 * How well one object fits. The score is the mean, in percent, of what each field is worth: kept as it is 1, kept in
 * another form 0.85, waiting for a decision 0.5, left behind 0.4. Fields that are certainly empty and Salesforce's own
 * bookkeeping do not count. An object without a table in the CRM gets half of it.
 *
 * @param score
 *            0–100
 * @param fieldsCounted
 *            fields that may hold data that somebody could miss
 * @param fieldsKept
 *            those of them that are migrated
 */
public record ObjectVerdict(Compatibility compatibility, int score, List<String> reasons, int fieldsCounted,
        int fieldsKept) {
    private static final int NAMED = 5;
    private static final double ARITHMETIC = 1e-9;

    /** The verdict on a mapping, given what is known of the data. */
    public static ObjectVerdict on(String object, ObjectMapping mapping, ObjectProfile profile) {
        List<FieldReport> counted = mapping.fields().stream()
                .filter(field -> !mapping.harmless().contains(field.field()))
                .filter(field -> profile.mayBeFilled(field.field())).toList();
        boolean known = Targets.isKnown(object) || Targets.isReadAlong(object);
        boolean importable = known && mapping.missingParents().isEmpty();
        int kept = (int) counted.stream().filter(field -> field.target() != null).count();
        return new ObjectVerdict(compatibility(counted, importable), score(counted, importable),
                reasons(counted, profile, known, mapping.missingParents()), counted.size(), kept);
    }

    private static Compatibility compatibility(List<FieldReport> fields, boolean importable) {
        if (!importable) {
            return Compatibility.MANUAL_REVIEW;
        }
        return fields.stream().allMatch(field -> worth(field.status()) == 1.0)
                ? Compatibility.AUTO
                : Compatibility.PARTIAL;
    }

    private static int score(List<FieldReport> fields, boolean importable) {
        double mean = fields.stream().mapToDouble(field -> worth(field.status())).average().orElse(1.0);
        // Rounded down: only an object that loses nothing has all points. What lies beyond is the arithmetic's.
        return (int) Math.floor(mean * (importable ? 100 : 50) + ARITHMETIC);
    }

    private static double worth(FieldStatus status) {
        return switch (status) {
            case AUTO, CUSTOM_FIELD -> 1.0;
            case PARTIAL -> 0.85;
            case MANUAL_REVIEW -> 0.5;
            case NOT_MIGRATED -> 0.4;
        };
    }

    private static List<String> reasons(List<FieldReport> fields, ObjectProfile profile, boolean known,
            List<String> missingParents) {
        List<String> reasons = new ArrayList<>();
        if (profile.records() == 0) {
            reasons.add("no records");
        }
        if (!known) {
            reasons.add("the CRM has no table for it: decide whether it becomes a custom object");
        }
        if (!missingParents.isEmpty()) {
            reasons.add("no record can be taken without " + String.join(", ", missingParents)
                    + ", which this user cannot see");
        }
        Map<FieldStatus, List<String>> byStatus = fields.stream().collect(Collectors.groupingBy(FieldReport::status,
                TreeMap::new, Collectors.mapping(FieldReport::field, Collectors.toList())));
        byStatus.forEach((status, names) -> {
            if (worth(status) < 1.0) {
                reasons.add(names.size() + (names.size() == 1 ? " field " : " fields ") + fate(status) + ": "
                        + String.join(", ", names.stream().limit(NAMED).toList())
                        + (names.size() > NAMED ? ", …" : ""));
            }
        });
        return reasons;
    }

    private static String fate(FieldStatus status) {
        return switch (status) {
            case AUTO, CUSTOM_FIELD -> "kept as it is";
            case PARTIAL -> "kept in another form";
            case MANUAL_REVIEW -> "waiting for a decision";
            case NOT_MIGRATED -> "left behind";
        };
    }
}
