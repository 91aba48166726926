package com.crmfactory.migration.salesforce;

import java.time.Duration;
import java.util.Objects;

/**
 * @param connectTimeout
 *            for TCP and TLS
 * @param requestTimeout
 *            until the answer's headers, and then for each silence within its body; Salesforce itself gives a query two
 *            minutes
 */
public record ClientSettings(HostPolicy hosts, Duration connectTimeout, Duration requestTimeout, RetryPolicy retries,
        String userAgent) {

    public ClientSettings {
        Objects.requireNonNull(hosts, "hosts");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(requestTimeout, "requestTimeout");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(userAgent, "userAgent");
    }

    /** Connect within 10 s, answer within 150 s, {@link RetryPolicy#defaults()}. */
    public static ClientSettings defaults(HostPolicy hosts) {
        return new ClientSettings(hosts, Duration.ofSeconds(10), Duration.ofSeconds(150), RetryPolicy.defaults(),
                "crm-factory-migration/1.0");
    }

    public ClientSettings withRetries(RetryPolicy policy) {
        return new ClientSettings(hosts, connectTimeout, requestTimeout, policy, userAgent);
    }

    public ClientSettings withTimeouts(Duration connect, Duration request) {
        return new ClientSettings(hosts, connect, request, retries, userAgent);
    }
}
