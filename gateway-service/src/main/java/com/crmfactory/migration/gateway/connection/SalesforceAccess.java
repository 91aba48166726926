package com.crmfactory.migration.gateway.connection;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.crmfactory.migration.gateway.access.SalesforceHosts;
import com.crmfactory.migration.salesforce.ClientSettings;
import com.crmfactory.migration.salesforce.RetryPolicy;
import com.crmfactory.migration.salesforce.SalesforceClient;

/** The gateway's own way to Salesforce: logging in and asking who somebody is, nothing else. */
@ApplicationScoped
class SalesforceAccess {
    /** A person or a paused import waits for the answer. */
    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofMillis(500), Duration.ofSeconds(2));

    @Produces
    @Singleton
    SalesforceClient salesforceClient(SalesforceHosts hosts, SalesforceAppConfig config) {
        return new SalesforceClient(ClientSettings.defaults(hosts.policy())
                .withTimeouts(config.connectTimeout(), config.requestTimeout()).withRetries(TWICE));
    }

    void close(@Disposes SalesforceClient client) {
        client.close();
    }
}
