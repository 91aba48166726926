package com.crmfactory.migration.analyzer.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final Map<String, Long> OWNERS = Map.of("005A", 10L, "005B", 7L, "005C", 2L, "00GQ", 5L);

    @Test
    void tellsWhoOwnsWhat() {
        Ownership ownership = Ownership.of(OWNERS, Map.of("005A", true, "005B", false), Set.of("00GQ"), Set.of("005A"));

        assertThat(ownership).isEqualTo(new Ownership(1, 7, 5, 2));
    }

    @Test
    void nobodyIsUnknownWhereUsersCannotBeListed() {
        assertThat(Ownership.of(OWNERS, Map.of(), Set.of(), Set.of()).unknownOwners()).isZero();
    }
}
