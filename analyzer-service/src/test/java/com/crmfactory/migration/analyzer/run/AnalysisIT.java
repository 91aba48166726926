package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisStarted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class AnalysisIT {

    @Test
    void reportsOnAGeneratedOrg() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.generated(0.1, 7))) {
            analyses(simulator);
        }
    }

    @Test
    void reportsOnTheServiceDesk() throws Exception {
        reportsOnTheOrg("service-desk");
    }

    @Test
    void reportsOnTheNonprofit() throws Exception {
        reportsOnTheOrg("nonprofit");
    }

    private static void reportsOnTheOrg(String name) throws Exception {
        Path folder = Path.of("..", "..", "shared", "salesforce", "orgs", name);
        assumeTrue(Files.isDirectory(folder), "the shared sample orgs are not here");
        try (Simulator simulator = Simulator.start(SimulatorOptions.org(folder))) {
            analyses(simulator);
        }
    }

    private static void analyses(Simulator simulator) throws Exception {
        try (AnalysisTopic topic = new AnalysisTopic()) {
            topic.send(topic.command(1, simulator.url().toString(), simulator.accessToken()));

            List<AnalysisEvent> events = topic.untilTheEndOf(1);

            assertThat(events.get(0)).isInstanceOf(AnalysisStarted.class);
            assertThat(events.get(events.size() - 1)).isInstanceOf(AnalysisCompleted.class);
            assertThat(events.stream().filter(ObjectAnalyzed.class::isInstance).count())
                    .isEqualTo(((AnalysisStarted) events.get(0)).objectsTotal());
            SimulatorControl control = new SimulatorControl(simulator);
            Files.writeString(Path.of("target", topic.migrationId() + ".json"),
                    com.crmfactory.migration.messaging.WireFormat.mapper().writerWithDefaultPrettyPrinter()
                            .writeValueAsString(events));
            assertThat(control.stats().get("misuse")).isEmpty();
            System.out.println(control.stats());
        }
    }
}
