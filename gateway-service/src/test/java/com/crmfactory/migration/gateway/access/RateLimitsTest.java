package com.crmfactory.migration.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final int CALLS = 5;
    private static final int COSTLY = 2;

    private final RateLimits limits = new RateLimits(new RateLimitConfig() {
        @Override
        public int requestsPerMinute() {
            return CALLS;
        }

        @Override
        public int costlyPerMinute() {
            return COSTLY;
        }
    });

    @Test
    void aMinutesWorthMayComeAtOnceThenTheCallerWaits() {
        for (int i = 0; i < CALLS; i++) {
            assertThat(limits.take("one")).isEmpty();
        }
        assertThat(limits.take("one")).hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1),
                Duration.ofSeconds(60 / CALLS + 1)));
    }

    @Test
    void eachTenantHasItsOwnAndCostlyCallsHaveAnother() {
        assertThat(limits.takeCostly("one")).isEmpty();
        assertThat(limits.takeCostly("one")).isEmpty();
        assertThat(limits.takeCostly("one")).isPresent();
        assertThat(limits.takeCostly("other")).isEmpty();
        assertThat(limits.take("one")).isEmpty();
    }
}
