package com.crmfactory.migration.model.report;

import java.util.List;

/**
 * How long it will take and what it will cost.
 *
 * @param apiCallsEstimated
 *            of the import
 * @param apiCallsRemaining
 *            what the org has left today; null when it did not say
 * @param analysisApiCalls
 *            API calls that the analysis took; null in reports of earlier releases
 * @param analysisApiCallsEstimated
 *            what it had predicted once it knew its objects; likewise
 */
public record Timeline(long estimatedSeconds, List<ObjectEstimate> byObject, long apiCallsEstimated,
        Long apiCallsRemaining, List<String> assumptions, Long analysisApiCalls, Long analysisApiCallsEstimated) {

    public Timeline(long estimatedSeconds, List<ObjectEstimate> byObject, long apiCallsEstimated,
            Long apiCallsRemaining, List<String> assumptions) {
        this(estimatedSeconds, byObject, apiCallsEstimated, apiCallsRemaining, assumptions, null, null);
    }

    /**
     * The share of one object. What follows the seconds is null in reports of earlier releases.
     *
     * @param recordsPerSecond
     *            the throughput that the seconds are reckoned with
     * @param measured
     *            true if this installation has measured it in earlier runs, false for the default
     */
    public record ObjectEstimate(String object, long estimatedSeconds, Long apiCallsEstimated, Double recordsPerSecond,
            Boolean measured) {

        public ObjectEstimate(String object, long estimatedSeconds) {
            this(object, estimatedSeconds, null, null, null);
        }
    }
}
