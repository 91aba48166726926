package com.crmfactory.migration.localstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class ScenarioTest {

    private static final List<Scenario> HUNDRED = LongStream.rangeClosed(1, 100).mapToObj(Scenario::of).toList();

    @Test
    void theSameSeedIsTheSameScenario() {
        assertThat(Scenario.of(7)).isEqualTo(Scenario.of(7)).isNotEqualTo(Scenario.of(8));
    }

    @Test
    void everyScenarioDisturbsTheRunInOrder() {
        assertThat(HUNDRED).allSatisfy(scenario -> assertThat(scenario.duringRun()).isNotEmpty()
                .extracting(Scenario.Step::atPercent).isSorted());
    }

    @Test
    void aHundredSeedsKillEveryPartAndShowEveryMisbehaviour() {
        Set<String> seen = HUNDRED.stream().flatMap(ScenarioTest::faults)
                .map(fault -> fault instanceof Fault.Kill kill
                        ? kill.child()
                        : fault instanceof Fault.Misbehaviour misbehaviour ? misbehaviour.kind() : "replay")
                .collect(Collectors.toSet());

        assertThat(seen).containsExactlyInAnyOrder("importer", "gateway", "analyzer", "kafka", "postgres", "replay",
                "html503", "429", "reset", "truncate", "job_failed", "job_vanishes", "locator_expired",
                "short_page");
    }

    private static Stream<Fault> faults(Scenario scenario) {
        return Stream.concat(scenario.duringAnalysis().stream(),
                scenario.duringRun().stream().map(Scenario.Step::fault));
    }
}
