package com.crmfactory.migration.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
    private static final String GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    private static final String SHAPE = "00-[0-9a-f]{32}-[0-9a-f]{16}-01";

    @Test
    void continuesTheTraceOfTheCaller() {
        assertThat(Traceparent.of(GIVEN).value()).isEqualTo(GIVEN);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nX-Evil: 1"})
    void startsATraceOfItsOwnWhereThereIsNone(String text) {
        assertThat(Traceparent.of(text).value()).matches(SHAPE).isNotEqualTo(text);
    }

    @Test
    void aChildStaysInTheTraceAsASpanOfItsOwn() {
        String child = Traceparent.of(GIVEN).child().value();

        assertThat(child).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-").matches(SHAPE)
                .doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void outsideOfAMessageEveryTraceIsNew() {
        assertThat(IntStream.range(0, 100).mapToObj(i -> Traceparent.current().value()))
                .allSatisfy(value -> assertThat(value).matches(SHAPE)).doesNotHaveDuplicates();
    }
}
