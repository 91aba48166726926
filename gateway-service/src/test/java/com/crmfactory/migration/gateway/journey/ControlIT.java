package com.crmfactory.migration.gateway.journey;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.nio.file.Path;
import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.access.LocalProfile;
import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.ShortWaits;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.messaging.KeyRing;
import com.crmfactory.migration.messaging.TokenSealing;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.ProgressType;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** What users do to a run, and what the importer is told of it. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
@QuarkusTestResource(ShortWaits.class)
class ControlIT {
    private static final Failure CANCELLED = new Failure("run_cancelled", FailureType.CONFLICT, "cancelled", null);

    private Wire wire;

    @BeforeEach
    void open() {
        wire = new Wire();
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void holdsAndGoesOnUnderRisingRevisions() {
        Peers peers = new Peers(wire).analyze(Org.USER, Org.ACCOUNT).run();
        wire.awaitObject(peers.id, "import_object", "User");
        post(peers, "pause").statusCode(202).body("status", equalTo("paused")).body("pause_reason", equalTo("user"));
        assertThat(control(peers, 1).path("action").asText()).isEqualTo("pause");
        post(peers, "pause").statusCode(409).body("detail", containsString("'paused'"));
        peers.imports("User", 3);
        peers.awaitProcessed(3);
        assertThat(wire.received()).noneMatch(one -> one.key().equals(peers.id)
                && one.value().path("object").asText().equals("Account") && one.type().equals("import_object"));
        post(peers, "resume").statusCode(202).body("status", equalTo("running")).body("pause_reason", nullValue());
        assertThat(control(peers, 2).path("action").asText()).isEqualTo("resume");
        wire.await(peers.id, "migration_resumed");
        peers.imports("Account", 10);
        wire.await(peers.id, "validate_import");
        post(peers, "resume").statusCode(409).body("code", equalTo("status_conflict"))
                .body("detail", containsString("'validating'"));
    }

    @Test
    void isCancelledWhenTheImporterHasLetGo() {
        Peers peers = new Peers(wire).analyze(Org.USER, Org.ACCOUNT).run();
        wire.awaitObject(peers.id, "import_object", "User");
        post(peers, "pause").statusCode(202);
        post(peers, "cancel").statusCode(202).body("status", equalTo("cancelling"))
                .body("objects.find { it.object == 'Account' }.status", equalTo("skipped"))
                .body("objects.find { it.object == 'Account' }.error.code", equalTo("run_cancelled"));
        assertThat(control(peers, 2).path("action").asText()).isEqualTo("cancel");
        post(peers, "resume").statusCode(409).body("detail", containsString("'cancelling'"));
        peers.progress(ProgressType.OBJECT_FAILED, "User", "failed", 4, 3, 2, 0, CANCELLED);
        wire.await(peers.id, "migration_cancelled");
        given().get(API + "/" + peers.id).then().body("status", equalTo("cancelled"))
                .body("progress.imported", equalTo(2)).body("finished_at", notNullValue());
        post(peers, "retry").statusCode(409).body("detail", containsString("'cancelled'"));
    }

    @Test
    void triesAgainWhatFailedByThePresentConfiguration() {
        Peers peers = new Peers(wire).analyze(Org.USER, Org.ACCOUNT).run();
        peers.imports("User", 3);
        wire.awaitObject(peers.id, "import_object", "Account");
        peers.progress(ProgressType.OBJECT_COMPLETED, "Account", "completed_with_errors", 5, 10, 8, 2);
        wire.await(peers.id, "validate_import");
        peers.validates(1, true);
        wire.await(peers.id, "migration_completed");
        peers.edit(configuration -> configuration.replace("\"max_failures_percent\":5", "\"max_failures_percent\":9"));

        post(peers, "retry").statusCode(202).body("status", equalTo("running")).body("finished_at", nullValue())
                .body("objects.find { it.object == 'User' }.status", equalTo("completed"))
                .body("objects.find { it.object == 'Account' }.status", equalTo("pending"))
                .body("objects.find { it.object == 'Account' }.imported", equalTo(8));
        JsonNode command = wire.await("retry", one -> one.key().equals(peers.id)
                && one.type().equals("import_object") && one.value().path("retry").asInt() == 1).value();
        assertThat(command.path("object").asText()).isEqualTo("Account");
        assertThat(command.path("sequence").asLong()).isEqualTo(5);
        assertThat(command.at("/options/max_failures_percent").asInt()).isEqualTo(9);
        peers.progress(ProgressType.OBJECT_COMPLETED, "Account", "completed_with_errors", 5, 10, 8, 2);
        peers.progress(ProgressType.OBJECT_COMPLETED, "Account", "completed", 8, 10, 10, 0);
        wire.await("second validate_import", one -> one.key().equals(peers.id) && "validate_import".equals(one.type())
                && one.value().path("validation").asInt() == 2);
        peers.validates(2, true);
        peers.awaitStatus("completed").body("progress.failed", equalTo(0)).body("progress.imported", equalTo(13));
    }

    @Test
    void waitsAtSalesforcesLimitAndWakesByItself() {
        Peers peers = new Peers(wire).analyze(Org.USER).run();
        wire.awaitObject(peers.id, "import_object", "User");
        peers.reachesLimit(0);
        JsonNode paused = wire.await(peers.id, "migration_paused").value();
        assertThat(paused.at("/error/code").asText()).isEqualTo("api_budget_used");
        assertThat(control(peers, 1).path("action").asText()).isEqualTo("pause");
        wire.await(peers.id, "migration_resumed");
        assertThat(control(peers, 2).path("action").asText()).isEqualTo("resume");
        // Met before the pause and delivered again: it is over.
        peers.reachesLimit(0);
        peers.imports("User", 3);
        wire.await(peers.id, "validate_import");
        given().get(API + "/" + peers.id).then().body("status", equalTo("validating")).body("resume_at", nullValue())
                .body("error", nullValue());
        assertThat(wire.received()).filteredOn(one -> one.key().equals(peers.id)
                && one.type().equals("migration_paused")).hasSize(1);
    }

    @Test
    void freshCredentialsOfTheSameOrgReviveARun() throws Exception {
        try (Simulator salesforce = Simulator.start(SimulatorOptions.generated(0.01, 3))) {
            Peers peers = new Peers(wire, salesforceOrg(salesforce)).analyze(Org.USER).run();
            wire.awaitObject(peers.id, "import_object", "User");
            put(peers, salesforce.url().toString(), salesforce.accessToken()).statusCode(409)
                    .body("detail", containsString("'running'"));
            peers.rejectsConnection(1, null);
            wire.await(peers.id, "migration_paused");
            post(peers, "resume").statusCode(409).body("detail", containsString("credentials"));
            put(peers, salesforce.url().toString(), "00D000000000000!wrong").statusCode(422)
                    .body("code", equalTo("sf_session_expired"));

            put(peers, salesforce.url().toString(), salesforce.accessToken()).statusCode(202)
                    .body("status", equalTo("running")).body("error", nullValue())
                    .body("sf_instance_url", equalTo(salesforce.url().toString()));
            JsonNode renewed = wire.await(peers.id, "connection_renewed").value();
            assertThat(renewed.at("/token/revision").asLong()).isEqualTo(2);
            assertThat(renewed.path("instance_url").asText()).isEqualTo(salesforce.url().toString());
            assertThat(unsealed(peers, renewed)).isEqualTo(salesforce.accessToken());
            assertThat(control(peers, 2).path("action").asText()).isEqualTo("resume");
        }
    }

    @Test
    void credentialsOfAnotherOrgAreRefused() throws Exception {
        try (Simulator salesforce = Simulator.start(SimulatorOptions.generated(0.01, 3))) {
            Peers peers = new Peers(wire).analyze(Org.USER);
            put(peers, salesforce.url().toString(), salesforce.accessToken()).statusCode(422)
                    .body("code", equalTo("sf_other_org")).body("violations[0].field", equalTo("sf_instance_url"));
            given().get(API + "/" + peers.id).then().body("sf_instance_url", equalTo("http://127.0.0.1:9"));
        }
    }

    private JsonNode control(Peers peers, int revision) {
        return wire.await("control " + revision, one -> one.key().equals(peers.id) && one.type().equals("control_run")
                && one.value().path("control_revision").asInt() == revision).value();
    }

    private static ValidatableResponse post(Peers peers, String command) {
        return given().post(API + "/" + peers.id + "/" + command).then();
    }

    private static ValidatableResponse put(Peers peers, String url, String token) {
        return given().contentType("application/json").body(Map.of("sf_instance_url", url, "sf_access_token", token))
                .put(API + "/" + peers.id + "/connection").then();
    }

    private static String salesforceOrg(Simulator salesforce) {
        return given().auth().oauth2(salesforce.accessToken())
                .queryParam("q", "SELECT Id FROM Organization").get(salesforce.url() + "/services/data/v67.0/query")
                .then().statusCode(200).extract().path("records[0].Id");
    }

    private static String unsealed(Peers peers, JsonNode renewed) {
        KeyRing keys = KeyRing.load(Path.of(ConfigProvider.getConfig().getValue("transport.key.file", String.class)));
        return new TokenSealing(keys).unseal(renewed.at("/token/jwe").asText(), LocalProfile.ORGANIZATION, peers.id);
    }
}
