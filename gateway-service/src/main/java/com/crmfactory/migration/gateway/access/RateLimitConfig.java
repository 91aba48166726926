package com.crmfactory.migration.gateway.access;

import io.smallrye.config.ConfigMapping;

/** How often a tenant may ask, on each replica. A minute's worth may come at once. */
@ConfigMapping(prefix = "gateway.rate-limits")
public interface RateLimitConfig {

    /** All calls; at least 1. */
    int requestsPerMinute();

    /** Calls that call Salesforce or begin hours of work, {@link Costly}; at least 1. */
    int costlyPerMinute();
}
