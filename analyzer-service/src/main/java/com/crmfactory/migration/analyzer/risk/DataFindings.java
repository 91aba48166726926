package com.crmfactory.migration.analyzer.risk;

import java.util.List;
import java.util.Map;

/**
 * What was found out about an object's records beyond which fields are filled.
 *
 * @param measures
 *            absent where the org does not show what the question needs, or Salesforce did not answer it
 * @param orphans
 *            reference field to the number of records that point to a record which is deleted or hidden from the user
 * @param owners
 *            owner id, of a user or a queue, to the number of records; at most 2,000 owners
 * @param countIsCertain
 *            false if Salesforce did not count the records, so that their number is that of an older snapshot
 * @param profiled
 *            false if there are too many records to ask about their values
 * @param unanswered
 *            what Salesforce was asked in vain
 */
public record DataFindings(Map<Measure, Long> measures, Map<String, Long> orphans, Map<String, Long> owners,
        boolean countIsCertain, boolean profiled, List<String> unanswered) {

    /** Nothing was asked. */
    public static final DataFindings NONE = new DataFindings(Map.of(), Map.of(), Map.of(), true, true, List.of());

    public DataFindings {
        measures = Map.copyOf(measures);
        orphans = Map.copyOf(orphans);
        owners = Map.copyOf(owners);
        unanswered = List.copyOf(unanswered);
    }

    /** 0 if it is not known. */
    public long measure(Measure measure) {
        return measures.getOrDefault(measure, 0L);
    }
}
