package com.crmfactory.migration.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void tellsTheLeastTheMiddleAndTheMost() {
        assertThat(Series.of(3, 1, 2)).hasToString("1.00 / 2.00 / 3.00");
        assertThat(Series.of(1234.5, 12.34)).hasToString("12.3 / 1,235 / 1,235");
    }

    @Test
    void findsTheSampleAtAShare() {
        Series hundred = new Series(java.util.stream.IntStream.rangeClosed(1, 101).mapToObj(i -> (double) i).toList());

        assertThat(hundred.quantile(0.99)).isEqualTo(100);
        assertThat(hundred.median()).isEqualTo(51);
    }

    @Test
    void comparesRoundByRound() {
        assertThat(Series.of(10, 40).dividedBy(Series.of(5, 10)).samples()).isEqualTo(List.of(2.0, 4.0));
        assertThatThrownBy(() -> Series.of(1).dividedBy(Series.of(1, 2))).hasMessageContaining("1 samples against 2");
    }

    @Test
    void needsASample() {
        assertThatThrownBy(() -> new Series(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
