package com.crmfactory.migration.gateway.testing;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Pauses that end by themselves end while a test looks on. */
public class ShortWaits implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("gateway.control.api-limit-wait", "1s", "gateway.control.wake-every", "1s");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
