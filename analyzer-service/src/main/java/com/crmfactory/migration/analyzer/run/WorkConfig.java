package com.crmfactory.migration.analyzer.run;

import java.time.Duration;
import java.util.List;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the work is shared out. */
@ConfigMapping(prefix = "analyzer")
public interface WorkConfig {

    /** How long a crashed replica keeps others waiting; renewed three times as often. */
    @WithDefault("15s")
    Duration lease();

    /** How often somebody looks for work that nobody announced, such as that of a crashed replica. */
    @WithDefault("1s")
    Duration tick();

    /** Analyses that one replica carries through at the same time. */
    @WithDefault("2")
    int analysesAtOnce();

    /** Objects of one analysis that are read at the same time; Salesforce keeps at most 8 query cursors open. */
    @WithDefault("4")
    int objectsAtOnce();

    /** Between the attempts at a step that failed with what passes by itself; there are as many further attempts. */
    @WithDefault("5s,20s,60s")
    List<Duration> pauses();
}
