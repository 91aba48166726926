package com.crmfactory.migration.gateway.access;

import java.net.InetAddress;
import java.net.UnknownHostException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.crmfactory.migration.salesforce.HostPolicy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;

/** The profile {@code local}: one person on one machine, so no token is asked; therefore nobody else may reach it. */
@ApplicationScoped
public class LocalProfile {
    /** The one tenant of the local stack. */
    public static final String ORGANIZATION = "00000000-0000-0000-0000-000000000001";

    private final boolean active = ConfigUtils.isProfileActive("local");
    private final String host;

    LocalProfile(@ConfigProperty(name = "quarkus.http.host") String host) {
        this.host = host;
    }

    public boolean isActive() {
        return active;
    }

    /** Where a Salesforce token may be sent to. */
    @Produces
    @ApplicationScoped
    SalesforceHosts salesforceHosts() {
        return new SalesforceHosts(active ? HostPolicy.withLoopback() : HostPolicy.salesforceOnly());
    }

    void refuseOpenDoor(@Observes StartupEvent start) throws UnknownHostException {
        if (active && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw new IllegalStateException("The profile 'local' asks for no token, so it is only started on a loopback"
                    + " address, not on " + host + ". Set QUARKUS_HTTP_HOST=127.0.0.1, or leave the profile and"
                    + " configure OIDC.");
        }
    }
}
