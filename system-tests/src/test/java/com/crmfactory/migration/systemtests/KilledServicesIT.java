package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;

/** Services are killed with -9 in the middle of their work: the rows at the end are those of the undisturbed run. */
@Order(4)
@ExtendWith(SharedInstallation.class)
class KilledServicesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** The second page of contacts is late, so that the kill hits a half-imported object on a machine of any speed. */
    private static final String LATE_CONTACTS = """
                                                {"match": {"method": "GET", "pathRegex": "/results", "object": "Contact"}, "fault": "delay",
                                                 "delayMs": 5000, "after": 1, "times": 1}""";

    /** One of the first describes is late, so that the kill hits a half-finished analysis. */
    private static final String LATE_DESCRIBE = """
                                                {"match": {"method": "GET", "pathRegex": "/describe$"}, "fault": "delay",
                                                 "delayMs": 4000, "after": 4, "times": 1}""";

    private final Installation installation;

    KilledServicesIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void killingTheAnalyzerThenTheImporterThenTheGatewayChangesNoRow() {
        MigrationApi api = installation.api();
        installation.first();
        installation.source().disturb(LATE_DESCRIBE);
        String id = api.analyze(installation.source()).expect(202).path("migration_id").asText();
        installation.topics().await(Topics.ANALYSIS_EVENTS, "object that is analyzed", PATIENCE,
                message -> id.equals(message.key())
                        && message.headers().get("ce_type").contains("object_analyzed"));
        installation.kill("analyzer");
        installation.restart("analyzer");
        assertThat(api.awaitAnalysis(id).path("status").asText()).isEqualTo("ready");
        assertThat(api.get("/" + id + "/report").expect(200).path("summary"))
                .isEqualTo(installation.first().report().path("summary"));
        ComparedRun run = ComparedRun.analyzed(installation, id, LATE_CONTACTS);

        installation.topics().await(Topics.PROGRESS, "contact that is imported", PATIENCE,
                message -> message.isProgressOf(id, "Contact")
                        && message.value().path("records_processed").asLong() > 0);
        installation.kill("importer");
        assertThat(installation.database().number("SELECT count(*) FROM crm.contacts")).as("contacts at the kill")
                .isBetween(1L, installation.source().records("Contact") - 1);
        assertThat(api.get("/" + id + "/validation").status()).isIn(409, 503);
        api.get("/records/003zzzzzzzzzzzzAAA").problem(503, "importer_unavailable");
        installation.restart("importer");

        installation.topics().await(Topics.PROGRESS, "case that is imported", PATIENCE,
                message -> message.isProgressOf(id, "Case") && message.value().path("records_processed").asLong() > 0);
        installation.kill("gateway");
        installation.kill("gateway-2");
        installation.restart("gateway");
        installation.restart("gateway-2");

        run.assertEndsAsTheUndisturbedOne();
    }
}
