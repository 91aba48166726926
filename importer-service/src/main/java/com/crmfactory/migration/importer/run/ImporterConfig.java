package com.crmfactory.migration.importer.run;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an operator may tune. */
@ConfigMapping(prefix = "importer")
public interface ImporterConfig {

    /** How long a replica may be silent before another takes over its objects. */
    @WithDefault("10s")
    Duration lease();

    /** How often a held object is looked at, also if nothing has come for it. */
    @WithDefault("250ms")
    Duration tick();

    /** Objects of one migration that one replica drives at a time, 1 upwards. */
    @WithDefault("4")
    int objectsAtOnce();

    /** Objects of all migrations together that one replica drives at a time; each costs a query every tick. */
    @WithDefault("32")
    int objectsInAll();

    /** Records of one transaction at most, 1 to 10,000, fewer if they are large; a page that has begun keeps the size that it began with. */
    @WithDefault("4000")
    int batchRows();

    /** Whether records that the CRM does not have come by COPY; else all take the upsert, to the same end. */
    @WithDefault("true")
    boolean copy();

    /**
     * Whether the foreign keys of a batch are checked together where PostgreSQL allows it; else it checks each row, to
     * the same end.
     */
    @WithDefault("true")
    boolean keysByBatch();

    /** Pages of one object that are on their way at most, so that other migrations get their turn. */
    @WithDefault("24")
    int pagesOutstanding();

    /** A page that nobody has touched for so long is announced again. */
    @WithDefault("30s")
    Duration pagePatience();

    Salesforce salesforce();

    /** How Salesforce is reached. */
    interface Salesforce {
        /** For the simulator only: local profile and tests. */
        @WithDefault("false")
        boolean allowLoopback();
    }
}
