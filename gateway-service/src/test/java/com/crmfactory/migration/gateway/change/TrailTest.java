package com.crmfactory.migration.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.migration.MigrationEvent;

class TrailTest {

    @Test
    void eventsAreNamedAsTheTrailHasAlwaysNamedThem() {
        assertThat(Trail.action(new MigrationEvent.RunRequested(List.of()))).isEqualTo("run_requested");
        assertThat(Trail.action(new MigrationEvent.AnalyzeRequested())).isEqualTo("analyze_requested");
        assertThat(Arrays.stream(MigrationEvent.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .contains("AnalyzeRequested", "CancelRequested", "RunRequested", "ValidateRequested",
                        "ConnectionRejected", "AnalysisCompleted", "AnalysisFailed", "ValidationCompleted");
    }
}
