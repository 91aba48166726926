package com.crmfactory.migration.gateway.change;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How runs are controlled. */
@ConfigMapping(prefix = "gateway.control")
public interface ControlConfig {

    /**
     * How long a run waits once Salesforce's limit is reached. The limit counts the last 24 hours, so calls become free
     * all the time; a run that wakes too early asks once and waits again.
     */
    @WithDefault("1h")
    Duration apiLimitWait();

    /** How often a replica looks for runs that wait no longer. */
    Duration wakeEvery();
}
