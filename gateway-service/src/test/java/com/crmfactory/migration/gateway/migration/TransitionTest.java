package com.crmfactory.migration.gateway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.crmfactory.migration.model.MigrationStatus;

class TransitionTest {
    /** The statuses as the HTTP contract lists them, one way a line. */
    private static final Map<String, String> CONTRACT = """
                                                        ready ANALYZE analyzing
                                                        analysis_failed ANALYZE analyzing
                                                        analyzing ANALYSIS_SUCCEEDED ready
                                                        analyzing ANALYSIS_STOPPED analysis_failed
                                                        analyzing CANCEL cancelled
                                                        ready RUN running
                                                        running PAUSE paused
                                                        paused RESUME running
                                                        running CANCEL cancelling
                                                        paused CANCEL cancelling
                                                        cancelling STOPPED cancelled
                                                        running NOTHING_LOADED failed
                                                        running LOADED validating
                                                        validating VALIDATED completed
                                                        validating VALIDATED_WITH_ERRORS completed_with_errors
                                                        completed VALIDATE validating
                                                        completed_with_errors VALIDATE validating
                                                        failed RETRY running
                                                        completed_with_errors RETRY running
                                                        completed DELTA running
                                                        completed_with_errors DELTA running
                                                        running REHEARSED ready
                                                        completed ROLL_BACK rolling_back
                                                        completed_with_errors ROLL_BACK rolling_back
                                                        failed ROLL_BACK rolling_back
                                                        cancelled ROLL_BACK rolling_back
                                                        rollback_failed ROLL_BACK rolling_back
                                                        rolling_back ROLLBACK_SUCCEEDED rolled_back
                                                        rolling_back ROLLBACK_STOPPED rollback_failed
                                                        """.lines().map(line -> line.split(" "))
            .collect(Collectors.toMap(way -> way[0] + " " + way[1], way -> way[2]));

    @ParameterizedTest
    @EnumSource(MigrationStatus.class)
    void everyStatusAllowsExactlyWhatTheContractLists(MigrationStatus status) {
        Map<String, String> ways = new TreeMap<>();
        for (Transition transition : Transition.values()) {
            transition.from(status).ifPresent(to -> ways.put(status.wire() + " " + transition, to.wire()));
        }
        assertThat(ways).isEqualTo(CONTRACT.entrySet().stream()
                .filter(way -> way.getKey().startsWith(status.wire() + " "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test
    void everyLineOfTheContractNamesAStatusAndATransition() {
        assertThat(CONTRACT).hasSize(29);
        assertThat(Stream.of(Transition.values()).map(Enum::name).toList())
                .containsAll(CONTRACT.keySet().stream().map(way -> way.split(" ")[1]).toList());
    }

    @ParameterizedTest
    @EnumSource(Transition.class)
    void everyTransitionStartsSomewhere(Transition transition) {
        assertThat(transition.sources()).isNotEmpty();
    }
}
