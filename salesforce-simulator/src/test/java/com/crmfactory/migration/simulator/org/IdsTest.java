package com.crmfactory.migration.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void addsTheChecksumThatRealIdsHave() {
        assertThat(Ids.withChecksum("001dM00003jU9Gy")).isEqualTo("001dM00003jU9GyQAK");
        assertThat(Ids.withChecksum("012000000000000")).isEqualTo("012000000000000AAA");
        assertThat(Ids.withChecksum("750QI000007MuMU")).isEqualTo("750QI000007MuMUYA0");
    }

    @Test
    void tellsAnIdWhoseChecksumIsWrong() {
        assertThat(Ids.valid("001dM00003jU9GyQAK")).isTrue();
        assertThat(Ids.valid("001dM00003jU9Gy")).isTrue();
        assertThat(Ids.valid("001dM00003jU9GyQAA")).isFalse();
        assertThat(Ids.valid("001dM00003jU9G")).isFalse();
        assertThat(Ids.valid("001dM00003jU9-y")).isFalse();
    }

    @Test
    void findsTheNumberBackOfTheIdItMade() {
        for (long index : new long[]{0, 61, 62, 999_999_937, 1_000_000_000_000L}) {
            assertThat(Ids.index("0035g0", Ids.of("0035g0", index))).isEqualTo(index);
        }
        assertThat(Ids.index("0035g0", Ids.of("0015g0", 5))).isEqualTo(-1);
    }

    @Test
    void idsAscendWithTheirNumbers() {
        assertThat(Ids.of("0035g0", 9)).isLessThan(Ids.of("0035g0", 10));
        assertThat(Ids.of("0035g0", 35)).isLessThan(Ids.of("0035g0", 36));
    }
}
