package com.crmfactory.migration.analyzer.store;

import com.crmfactory.migration.messaging.Traceparent;

/**
 * The right to work on one analysis until somebody else gets it; every change of its state names the epoch.
 *
 * @param attempts
 *            how often it was taken up since it last got on, this time included
 */
public record Lease(String migrationId, int analysis, long epoch, int attempts, String organizationId,
        String instanceUrl, String sealedToken, Traceparent trace) {

    @Override
    public String toString() {
        return migrationId + "/" + analysis + " epoch " + epoch;
    }
}
