package com.crmfactory.migration.gateway.connection;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** This installation's own app at Salesforce, and how patient it is. */
@ConfigMapping(prefix = "gateway.salesforce")
public interface SalesforceAppConfig {

    /** Consumer key of the external client app or connected app; without one every call brings its own. */
    Optional<String> clientId();

    /** File with the consumer secret, one line. */
    Optional<Path> clientSecretFile();

    /** File with the RSA key (PKCS#8, PEM) whose certificate the app has; signs for the JWT bearer flow. */
    Optional<Path> privateKeyFile();

    /**
     * Where users reach this gateway, without a path; its callback is below. In the local profile it is what the caller used.
     */
    Optional<URI> publicUrl();

    /** For TCP and TLS. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Until an answer of Salesforce's log-in. */
    @WithDefault("20s")
    Duration requestTimeout();

    /** A renewed token that is refused again so soon, without anything read meanwhile, is not renewed another time. */
    @WithDefault("60s")
    Duration shortestLife();

    /** Attempts of a renewal that Salesforce could not answer, with pauses that double from a second to a minute. */
    @WithDefault("10")
    int renewalAttempts();
}
