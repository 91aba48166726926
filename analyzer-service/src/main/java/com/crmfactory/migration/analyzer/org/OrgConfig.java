package com.crmfactory.migration.analyzer.org;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which hosts besides Salesforce's own may be asked. */
@ConfigMapping(prefix = "analyzer.salesforce")
public interface OrgConfig {

    /** Any port of this machine: for the simulator of the local profile and of tests. */
    @WithDefault("false")
    boolean allowLoopback();

    /** Exact origins, such as the simulator's within a compose network. Never from user input. */
    Optional<List<URI>> alsoAllow();
}
