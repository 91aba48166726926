package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;

/** Parts of the installation are away for a while: what is accepted is not lost, what cannot be answered says so. */
@Order(7)
@ExtendWith(SharedInstallation.class)
class UnavailablePartsIT {

    private static final double SMALL = 0.02;
    private static final long SEED = 1;

    private final Installation installation;
    private final MigrationApi api;

    UnavailablePartsIT(Installation installation) {
        this.installation = installation;
        this.api = installation.api();
    }

    @Test
    void withoutTheImporterItsAnswersAreUnavailableAndEverythingElseWorks() {
        String id = installation.first().id();
        installation.kill("importer");
        for (String path : new String[]{"/" + id + "/validation", "/" + id + "/objects/CaseComment/failures",
                "/records/003zzzzzzzzzzzzAAA"}) {
            Answer answer = api.get(path);
            answer.problem(503, "importer_unavailable");
            assertThat(answer.header("Retry-After")).matches("\\d+");
        }
        assertThat(api.migration(id).path("status").asText()).isEqualTo("completed_with_errors");
        installation.restart("importer");
        api.get("/" + id + "/validation").expect(200);
    }

    @Test
    void aMigrationThatIsAskedForWhileTheBrokerIsDownGoesOnWhenItIsBack() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.generated(SMALL, SEED))) {
            SourceOrg org = new SourceOrg(simulator.url().toString(), simulator.accessToken());
            installation.kill("kafka");
            String id = api.analyze(org).expect(202).path("migration_id").asText();
            assertThat(api.migration(id).path("status").asText()).isEqualTo("analyzing");
            installation.restart("kafka");
            assertThat(api.awaitAnalysis(id).path("status").asText()).isEqualTo("ready");
            assertThat(api.get("/" + id + "/report").expect(200).at("/summary/records_total").asLong()).isPositive();
        }
    }
}
