package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Runs that people hold, give up and try again, or that lose their credentials: what is in the CRM is always accounted for. */
@Order(8)
@ExtendWith(SharedInstallation.class)
class ControlledRunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The second page of contacts is late, so that every command hits a half-imported object on a machine of any speed. */
    private static final String LATE_CONTACTS = """
                                                {"match": {"method": "GET", "pathRegex": "/results", "object": "Contact"}, "fault": "delay",
                                                 "delayMs": 8000, "after": 1, "times": 1}""";
    private static final String TOKEN_ENDS = """
                                             {"match": {"method": "GET", "pathRegex": "/results", "object": "Case"}, "fault": "token_revoked",
                                              "after": 1, "times": 1}""";

    private final Installation installation;
    private final FirstMigration first;
    private final MigrationApi api;
    private final SourceOrg source;

    ControlledRunIT(Installation installation) {
        this.installation = installation;
        // Before any journey fills the CRM, whichever comes first.
        this.first = installation.first();
        this.api = installation.api();
        this.source = installation.source();
    }

    @Test
    void pausedKilledResumedWithoutCredentialsAndRevivedItEndsAsIfUndisturbed() {
        Snapshot snapshot = Snapshot.of(installation.database());
        snapshot.empty();
        source.resetStats();
        String id = api.ready(source);
        source.disturb(LATE_CONTACTS);
        source.disturb(TOKEN_ENDS);
        api.run(id).expect(202);

        contactsMove(id);
        assertThat(api.post("/" + id + "/pause", "").expect(202).path("pause_reason").asText()).isEqualTo("user");
        installation.kill("importer");
        assertThat(contacts()).as("contacts at the kill").isBetween(1L, source.records("Contact") - 1);
        installation.restart("importer");
        assertThat(api.migration(id).path("status").asText()).isEqualTo("paused");
        api.post("/" + id + "/resume", "").expect(202);

        JsonNode expired = api.awaitRun(id);
        assertThat(expired.path("pause_reason").asText()).as(expired.toString()).isEqualTo("connection_expired");
        api.post("/" + id + "/resume", "").problem(409, "status_conflict");
        String fresh = source.accessToken() + "again";
        source.accept(fresh);
        // The journeys after this one use it.
        source.accept(source.accessToken());
        assertThat(api.connect(id, source.url(), fresh).expect(202).path("status").asText()).isEqualTo("running");

        JsonNode record = api.awaitRun(id);
        first.assertEndedAlike(record);
        snapshot.assertUnchanged();
    }

    @Test
    void aCancelledRunCountsWhatIsInTheCrm() {
        Snapshot.of(installation.database()).empty();
        String id = api.ready(source);
        source.disturb(LATE_CONTACTS);
        api.run(id).expect(202);
        contactsMove(id);
        assertThat(api.post("/" + id + "/cancel", "").expect(202).path("status").asText()).isEqualTo("cancelling");
        JsonNode record = api.awaitRun(id);
        assertThat(record.path("status").asText()).isEqualTo("cancelled");
        JsonNode contact = object(record, "Contact");
        assertThat(contact.at("/error/code").asText()).isEqualTo("run_cancelled");
        assertThat(contact.path("imported").asLong()).isEqualTo(contacts()).isBetween(1L,
                source.records("Contact") - 1);
    }

    @Test
    void aChangedMappingTurnsRejectedRecordsIntoImportedOnes() {
        // Generated orgs have the same ids; a record that is there already would be counted as such.
        Snapshot.of(installation.database()).empty();
        try (Simulator simulator = Simulator.start(SimulatorOptions.generated(0.2, 5))) {
            SourceOrg org = new SourceOrg(simulator.url().toString(), simulator.accessToken());
            String id = api.ready(org);
            configure(id, "fail");
            api.run(id).expect(202);
            JsonNode ended = api.awaitRun(id);
            assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("completed_with_errors");
            long failed = object(ended, "Account").path("failed").asLong();
            assertThat(failed).isPositive();
            assertThat(object(ended, "Account").path("records_processed").asLong()).isEqualTo(org.records("Account"));

            configure(id, "keep");
            api.post("/" + id + "/retry", "").expect(202);
            JsonNode retried = api.awaitRun(id);
            assertThat(retried.path("status").asText()).as(retried.toString()).isEqualTo("completed");
            assertThat(object(retried, "Account").path("imported").asLong()).isEqualTo(org.records("Account"));
            assertThat(api.get("/" + id + "/validation").expect(200).path("result").asText()).isEqualTo("passed");
            api.post("/" + id + "/retry", "").problem(409, "status_conflict");
        }
    }

    /** Users and accounts only; types of accounts that nobody maps fail or stay as they are. */
    private void configure(String id, String onUnmapped) {
        JsonNode configuration = api.get("/" + id + "/configuration").expect(200);
        for (JsonNode object : configuration.path("objects")) {
            String name = object.path("object").asText();
            ((ObjectNode) object).put("include", name.equals("User") || name.equals("Account"));
            object.path("fields").forEach(field -> {
                if (name.equals("Account") && field.path("transform").asText().equals("picklist")) {
                    ((ObjectNode) field).put("on_unmapped", onUnmapped).putObject("values");
                }
            });
        }
        ((ObjectNode) configuration.path("options")).put("max_failures_percent", 100);
        api.put("/" + id + "/configuration", configuration.toString()).expect(200);
    }

    private void contactsMove(String id) {
        installation.topics().await(Topics.PROGRESS, "contact that is imported", PATIENCE,
                message -> message.isProgressOf(id, "Contact")
                        && message.value().path("records_processed").asLong() > 0);
    }

    private long contacts() {
        return installation.database().number("SELECT count(*) FROM crm.contacts");
    }

    private static JsonNode object(JsonNode record, String name) {
        return FirstMigration.elements(record.path("objects"))
                .filter(object -> object.path("object").asText().equals(name)).findFirst().orElseThrow();
    }
}
