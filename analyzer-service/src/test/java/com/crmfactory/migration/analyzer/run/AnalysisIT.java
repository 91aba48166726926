package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.message.AnalysisCommand.AnalyzeOrg;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisStarted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.model.report.ReadinessLevel;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.simulator.Simulator;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** From the command to the conclusion, over a real Kafka, a real PostgreSQL and the simulator's wire. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class AnalysisIT {
    private static final Path SAMPLES = Path.of("..", "..", "shared", "salesforce", "orgs");

    @Test
    void reportsOnAGeneratedOrg() throws Exception {
        try (Simulator simulator = Orgs.generated(0.05)) {
            ReportConclusion conclusion = analyses(simulator, "generated-report.txt");

            assertThat(conclusion.summary().byCompatibility()).containsKeys("auto", "partial", "manual_review");
            assertThat(conclusion.risks()).extracting(Risk::code).contains("case_status_unknown", "queue_owners",
                    "formula_fields", "archived_activities", "inactive_owners");
            assertThat(conclusion.queues()).isNotEmpty();
            assertThat(conclusion.automation().validationRules().total()).isPositive();
            assertThat(conclusion.automation().unavailable()).isEmpty();
            assertThat(conclusion.plan().waves().get(0)).contains("User");
            assertThat(conclusion.plan().cycles()).isEmpty();
        }
    }

    @Test
    void reportsOnTheServiceDesk() throws Exception {
        try (Simulator simulator = sample("service-desk")) {
            ReportConclusion conclusion = analyses(simulator, "service-desk-report.txt");

            assertThat(conclusion.summary().recordsTotal()).isEqualTo(rows("service-desk"));
            assertThat(conclusion.plan().waves()).containsExactly(List.of("User"), List.of("Account"),
                    List.of("Contact"), List.of("Case", "Opportunity"), List.of("Lead"));
        }
    }

    @Test
    void reportsOnTheNonprofitWithItsCustomObjects() throws Exception {
        try (Simulator simulator = sample("nonprofit")) {
            ReportConclusion conclusion = analyses(simulator, "nonprofit-report.txt");

            assertThat(conclusion.summary().recordsTotal()).isEqualTo(rows("nonprofit"));
            assertThat(conclusion.summary().customObjects()).isEqualTo(12);
            assertThat(conclusion.plan().waves().stream().flatMap(List::stream)).doesNotContain("npsp__Level__c");
        }
    }

    @Test
    void theSameCommandAgainChangesNothingAndANewerOneAnalysesAgain() throws Exception {
        try (Simulator simulator = Orgs.generated(0.005);
                AnalysisTopic topic = new AnalysisTopic()) {
            AnalyzeOrg first = topic.command(1, simulator.url().toString(), simulator.accessToken());
            topic.send(first);
            topic.send(first);
            int events = topic.untilTheEndOf(1).size();
            assertThat(events).isGreaterThan(10);

            topic.send(first);
            topic.send(topic.command(2, simulator.url().toString(), simulator.accessToken()));
            // The commands of a migration keep their order: what the repeated one did came before the second's end.
            List<AnalysisEvent> all = topic.untilTheEndOf(2);

            assertThat(all.stream().filter(event -> event.analysis() == 1)).hasSize(events);
            assertThat(all.stream().filter(event -> event.analysis() == 2)).hasSize(events);
        }
    }

    @Test
    void anOlderCommandThatComesLateIsIgnored() throws Exception {
        try (Simulator simulator = Orgs.generated(0.005);
                AnalysisTopic topic = new AnalysisTopic()) {
            topic.send(topic.command(2, simulator.url().toString(), simulator.accessToken()));
            topic.send(topic.command(1, simulator.url().toString(), simulator.accessToken()));
            topic.untilTheEndOf(2);
            topic.send(topic.command(3, simulator.url().toString(), simulator.accessToken()));

            assertThat(topic.untilTheEndOf(3)).noneMatch(event -> event.analysis() == 1);
        }
    }

    @Test
    void aWideOrgCostsOneCallForEachObjectAndAFewBesides(@TempDir Path folder) throws Exception {
        WideOrg.write(folder, 400);
        try (Simulator simulator = Orgs.of(folder); AnalysisTopic topic = new AnalysisTopic()) {
            topic.send(topic.command(1, simulator.url().toString(), simulator.accessToken()));
            List<AnalysisEvent> events = topic.untilTheEndOf(1);

            AnalysisCompleted completed = (AnalysisCompleted) events.get(events.size() - 1);
            assertThat(((AnalysisStarted) events.get(0)).objectsTotal()).isEqualTo(200);
            assertThat(completed.conclusion().summary().recordsTotal()).isEqualTo(200);
            assertThat(completed.conclusion().readinessLevel()).isEqualTo(ReadinessLevel.BLOCKED);
            JsonNode stats = new SimulatorControl(simulator).stats();
            assertThat(stats.get("misuse")).isEmpty();
            assertThat(stats.get("apiCalls").asInt()).isLessThanOrEqualTo(400 + 100);
        }
    }

    private static ReportConclusion analyses(Simulator simulator, String golden) throws Exception {
        try (AnalysisTopic topic = new AnalysisTopic()) {
            topic.send(topic.command(1, simulator.url().toString(), simulator.accessToken()));

            List<AnalysisEvent> events = topic.untilTheEndOf(1);

            int objects = ((AnalysisStarted) events.get(0)).objectsTotal();
            assertThat(events.subList(1, events.size() - 1)).hasSize(objects)
                    .allMatch(ObjectAnalyzed.class::isInstance);
            assertThat(events.stream().map(AnalysisEvent::subject)).hasSize(objects + 2);
            JsonNode stats = new SimulatorControl(simulator).stats();
            assertThat(stats.get("misuse")).isEmpty();
            assertThat(stats.get("apiCalls").asInt()).isLessThanOrEqualTo(objects + 100);
            GoldenReport.holds(golden, events);
            ReportConclusion conclusion = ((AnalysisCompleted) events.get(events.size() - 1)).conclusion();
            assertThat(conclusion.timeline().analysisApiCalls()).isEqualTo(stats.get("apiCalls").asLong());
            assertThat((double) conclusion.timeline().analysisApiCallsEstimated())
                    .isCloseTo(stats.get("apiCalls").asDouble(), withinPercentage(10));
            return conclusion;
        }
    }

    private static Simulator sample(String name) {
        Path folder = SAMPLES.resolve(name);
        assumeTrue(Files.isDirectory(folder), "the shared sample orgs are not here");
        return Orgs.of(folder);
    }

    private static long rows(String name) throws Exception {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(name).resolve("data"))) {
            long rows = 0;
            for (Path file : files.toList()) {
                try (var csv = de.siegmar.fastcsv.reader.CsvReader.builder().ofNamedCsvRecord(file)) {
                    rows += csv.stream().count();
                }
            }
            return rows;
        }
    }
}
