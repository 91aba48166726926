package com.crmfactory.migration.model.report;

import java.util.List;

/**
 * How long it will take and what it will cost.
 *
 * @param apiCallsRemaining
 *            what the org has left today; null when it did not say
 */
public record Timeline(long estimatedSeconds, List<ObjectEstimate> byObject, long apiCallsEstimated,
        Long apiCallsRemaining, List<String> assumptions) {

    /** The share of one object, in seconds. */
    public record ObjectEstimate(String object, long estimatedSeconds) {
    }
}
