package com.crmfactory.migration.analyzer.org;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.analyzer.risk.DataFindings;
import com.crmfactory.migration.analyzer.risk.Measure;

/** What is known about an object's records, while the questions about them are answered one after another. */
final class ProfileDraft {
    /** Null until they are counted. */
    private Long records;
    private final long otherwise;
    private boolean profiled = true;
    private final Map<String, Long> filled = new HashMap<>();
    private final Map<String, Map<String, Long>> values = new HashMap<>();
    private final Map<Measure, Long> measures = new EnumMap<>(Measure.class);
    private final Map<String, Long> orphans = new HashMap<>();
    private final Map<String, Long> owners = new HashMap<>();
    private final List<String> unanswered = new ArrayList<>();

    /**
     * @param otherwise
     *            number of records if Salesforce does not count them
     */
    ProfileDraft(long otherwise) {
        this.otherwise = otherwise;
    }

    void records(long number) {
        records = number;
    }

    long records() {
        return records == null ? otherwise : records;
    }

    void notProfiled() {
        profiled = false;
    }

    void filled(String field, long number) {
        filled.put(field, number);
    }

    long filledIn(String field) {
        return filled.getOrDefault(field, records());
    }

    void values(String field, Map<String, Long> counts) {
        values.put(field, counts);
    }

    void measure(Measure measure, long number) {
        measures.put(measure, number);
    }

    void orphans(String field, long number) {
        orphans.put(field, number);
    }

    void owner(String id, long number) {
        owners.merge(id, number, Long::sum);
    }

    void unanswered(String about) {
        unanswered.add(about);
    }

    ObjectProfile profile() {
        return new ObjectProfile(records(), filled, values);
    }

    DataFindings findings() {
        return new DataFindings(measures, orphans, owners, records != null, profiled, unanswered);
    }
}
