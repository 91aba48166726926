package com.crmfactory.migration.localstack.testing;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Gives a service's component tests a real Kafka with every topic and a real PostgreSQL with an empty database:
 * {@code @QuarkusTestResource(InfrastructureTestResource.class)} on the test class.
 * <p>
 * Both start once per JVM and end with it, so that Quarkus' own restarts between test profiles cost nothing.
 */
public final class InfrastructureTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return TestInfrastructure.configuration();
    }

    /** Nothing: the next test class of this JVM uses the same servers. */
    @Override
    public void stop() {
        // They end with the JVM.
    }
}
