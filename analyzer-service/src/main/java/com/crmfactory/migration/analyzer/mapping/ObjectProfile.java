package com.crmfactory.migration.analyzer.mapping;

import java.util.Map;
import java.util.Optional;

/**
 * What the org's data says about one object.
 *
 * @param records
 *            number of records
 * @param filled
 *            field to number of records that have a value in it; a field that was not counted is absent
 * @param values
 *            picklist field to its values in use, each with its number of records; absent when not counted
 */
public record ObjectProfile(long records, Map<String, Long> filled, Map<String, Map<String, Long>> values) {

    public ObjectProfile {
        filled = Map.copyOf(filled);
        values = Map.copyOf(values);
    }

    /** Nothing but the number of records is known. */
    public static ObjectProfile of(long records) {
        return new ObjectProfile(records, Map.of(), Map.of());
    }

    /** False only if it is certain that no record has a value in this field. */
    public boolean mayBeFilled(String field) {
        return records > 0 && filled.getOrDefault(field, records) > 0;
    }

    /** The values in use; empty if they were not counted. */
    public Optional<Map<String, Long>> valuesOf(String field) {
        return Optional.ofNullable(values.get(field));
    }
}
