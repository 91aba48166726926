package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.simulator.Simulator;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** An org that is analysed again sends only what has changed. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class RepeatedAnalysisIT {
    @Test
    void whatIsUnchangedIsNotSentAgainAndTheReportIsTheSame() throws Exception {
        try (Simulator simulator = Orgs.generated(0.005); AnalysisTopic topic = new AnalysisTopic()) {
            SimulatorControl control = new SimulatorControl(simulator);
            List<ObjectReport> first = reports(analyse(topic, simulator, 1), 1);
            control.resetStats();

            List<AnalysisEvent> events = analyse(topic, simulator, 2);

            JsonNode stats = control.stats();
            assertThat(reports(events, 2)).isEqualTo(first);
            assertThat(stats.get("notModified").asLong()).isGreaterThanOrEqualTo(first.size() - hidden(events));
            // Besides: Organization and Group, which tell who and what the org is.
            assertThat(stats.at("/byKind/describe").asInt()).isEqualTo(first.size() + 2);
            assertThat(stats.get("misuse")).isEmpty();
        }
    }

    @Test
    void aChangedOrgIsReadAnew() throws Exception {
        try (Simulator simulator = Orgs.generated(0.005); AnalysisTopic topic = new AnalysisTopic()) {
            SimulatorControl control = new SimulatorControl(simulator);
            analyse(topic, simulator, 1);
            control.resetStats();
            control.metadataChanged();

            analyse(topic, simulator, 2);

            assertThat(control.stats().get("notModified").asLong()).isZero();
        }
    }

    private static List<AnalysisEvent> analyse(AnalysisTopic topic, Simulator simulator, int number)
            throws Exception {
        topic.send(topic.command(number, simulator.url().toString(), simulator.accessToken()));
        List<AnalysisEvent> events = topic.untilTheEndOf(number);
        assertThat(events.get(events.size() - 1)).isInstanceOf(AnalysisCompleted.class);
        return events;
    }

    private static List<ObjectReport> reports(List<AnalysisEvent> events, int analysis) {
        return events.stream().filter(event -> event.analysis() == analysis).filter(ObjectAnalyzed.class::isInstance)
                .map(event -> ((ObjectAnalyzed) event).report())
                .sorted(java.util.Comparator.comparing(ObjectReport::object)).toList();
    }

    /** Objects whose findings say that the user should see more. */
    private static long hidden(List<AnalysisEvent> events) {
        AnalysisCompleted completed = (AnalysisCompleted) events.get(events.size() - 1);
        return completed.conclusion().risks().stream()
                .filter(risk -> risk.code().equals("fields_hidden") || risk.code().equals("required_field_hidden"))
                .map(risk -> risk.object()).distinct().count();
    }
}
