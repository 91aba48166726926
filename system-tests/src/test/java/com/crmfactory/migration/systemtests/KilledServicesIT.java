package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;
import com.fasterxml.jackson.databind.JsonNode;

/** Services are killed with -9 in the middle of a run: the rows at the end are those of the undisturbed run. */
@Order(4)
@ExtendWith(SharedInstallation.class)
class KilledServicesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** The second page of contacts is late, so that the kill hits a half-imported object on a machine of any speed. */
    private static final String LATE_CONTACTS = """
                                                {"match": {"method": "GET", "pathRegex": "/results", "object": "Contact"}, "fault": "delay",
                                                 "delayMs": 5000, "after": 1, "times": 1}""";

    private final Installation installation;
    private final FirstMigration first;

    KilledServicesIT(Installation installation) {
        this.installation = installation;
        this.first = installation.first();
    }

    @Test
    void killingImporterAndGatewayInTheMiddleOfARunChangesNoRow() {
        MigrationApi api = installation.api();
        Snapshot snapshot = Snapshot.of(installation.database());
        snapshot.empty();
        installation.source().resetStats();
        String id = api.ready(installation.source());
        installation.source().disturb(LATE_CONTACTS);
        api.run(id).expect(202);

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
        installation.restart("gateway");

        JsonNode record = api.awaitRun(id);
        assertThat(record.path("status").asText()).isEqualTo(first.record().path("status").asText());
        for (JsonNode object : record.path("objects")) {
            JsonNode then = first.object(object.path("object").asText());
            for (String state : new String[]{"records_total", "imported", "updated", "unchanged", "failed"}) {
                assertThat(object.path(state).asLong()).as("%s of %s", state, object)
                        .isEqualTo(then.path(state).asLong());
            }
        }
        snapshot.assertUnchanged();
        assertThat(api.get("/" + id + "/validation").expect(200).path("relationships"))
                .isEqualTo(first.validation().path("relationships"));
        assertThat(installation.source().stats().path("misuse")).isEmpty();
    }
}
