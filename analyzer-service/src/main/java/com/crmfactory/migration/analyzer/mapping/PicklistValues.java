package com.crmfactory.migration.analyzer.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.crmfactory.migration.model.report.PicklistValueReport;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.PicklistValue;

/**
 * The values of a picklist: those that the describe offers, inactive ones included, and those that records hold.
 *
 * @param map
 *            null if the values are kept as they are
 * @param counts
 *            null if they were not counted
 */
record PicklistValues(List<String> values, ValueMap map, Map<String, Long> counts) {
    private static final int MOST = 200;

    static PicklistValues of(Field field, ValueMap map, ObjectProfile profile) {
        Map<String, Long> counts = profile.valuesOf(field.name()).orElse(null);
        Set<String> values = new LinkedHashSet<>();
        if (field.picklistValues().size() > MOST && counts != null) {
            // What is in use must not fall victim to the limit.
            values.addAll(counts.keySet());
        }
        field.picklistValues().stream().map(PicklistValue::value).forEach(values::add);
        if (counts != null) {
            values.addAll(counts.keySet());
        }
        return new PicklistValues(List.copyOf(values), map, counts);
    }

    List<PicklistValueReport> reports() {
        return values.stream().limit(MOST).map(value -> new PicklistValueReport(value, count(value), target(value)))
                .toList();
    }

    /** Source value to CRM value: the shipped table and what it says about this org's values. */
    Map<String, String> mapped() {
        Map<String, String> mapped = new TreeMap<>();
        if (map != null) {
            mapped.putAll(map.values());
            values.forEach(value -> map.target(value).ifPresent(target -> mapped.put(value, target)));
        }
        return mapped;
    }

    /** Values that records hold (or may hold, if nobody counted) and that nobody knows. */
    List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        if (map != null) {
            values.stream().filter(value -> map.target(value).isEmpty())
                    .filter(value -> counts == null || counts.containsKey(value)).forEach(unknown::add);
        }
        return unknown;
    }

    private Long count(String value) {
        return counts == null ? null : counts.getOrDefault(value, 0L);
    }

    private String target(String value) {
        return map == null ? null : map.target(value).orElse(null);
    }
}
