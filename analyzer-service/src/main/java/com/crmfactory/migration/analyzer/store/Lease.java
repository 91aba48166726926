package com.crmfactory.migration.analyzer.store;

import java.util.Map;

import com.crmfactory.migration.messaging.Traceparent;

/**
 * The right to work on one analysis until somebody else gets it; every change of its state names the epoch.
 *
 * @param attempts
 *            how often it was taken up since it last got on, this time included
 * @param apiCalls
 *            API calls that earlier holders made
 * @param recordsPerSecond
 *            what this installation has measured in earlier runs, by object
 */
public record Lease(String migrationId, int analysis, long epoch, int attempts, String organizationId,
        String instanceUrl, String sealedToken, Traceparent trace, long apiCalls,
        Map<String, Double> recordsPerSecond) {

    @Override
    public String toString() {
        return migrationId + "/" + analysis + " epoch " + epoch;
    }
}
