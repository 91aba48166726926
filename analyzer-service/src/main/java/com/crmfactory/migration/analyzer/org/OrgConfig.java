package com.crmfactory.migration.analyzer.org;

import java.net.URI;
import java.time.Duration;
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

    /** How long a call may stay unanswered; Salesforce itself gives a query two minutes. */
    @WithDefault("150s")
    Duration answerWithin();

    /** How often a call is made at most before its failure counts, 1 to 10. */
    @WithDefault("5")
    int attempts();

    /** Longest pause before the second attempt; doubles from there. */
    @WithDefault("500ms")
    Duration firstPause();
}
