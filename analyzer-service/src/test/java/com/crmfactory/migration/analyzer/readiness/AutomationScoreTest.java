package com.crmfactory.migration.analyzer.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.Automation.Count;

class AutomationScoreTest {
    private static final Count NONE = new Count(0, 0L, null);

    @Test
    void weighsWhatIsActive() {
        Automation rated = AutomationScore.rate(new Automation("low", 0, new Count(3, null, Map.of()),
                new Count(2, 1L, null), new Count(4, 2L, null), new Count(5, 2L, Map.of()), new Count(9, 4L, null),
                new Count(50, null, null), new Count(1, 1L, null), List.of()));

        assertThat(rated.score()).isEqualTo(3 + 2 + 4 + 6 + 4 + 4);
        assertThat(rated.complexity()).isEqualTo("medium");
    }

    @Test
    void nothingToRebuildIsOfLowComplexity() {
        assertThat(AutomationScore.rate(new Automation("high", 9, NONE, NONE, NONE, NONE, NONE, NONE, NONE, List.of()))
                .complexity()).isEqualTo("low");
    }

    @Test
    void muchToRebuildIsOfHighComplexity() {
        assertThat(AutomationScore.rate(new Automation("low", 0, NONE, NONE, new Count(25, 25L, null), NONE, NONE,
                NONE, NONE, List.of())).complexity()).isEqualTo("high");
    }
}
