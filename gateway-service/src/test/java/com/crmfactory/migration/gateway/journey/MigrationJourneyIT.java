package com.crmfactory.migration.gateway.journey;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.access.LocalProfile;
import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.messaging.KeyRing;
import com.crmfactory.migration.messaging.TokenSealing;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.ProgressType;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class MigrationJourneyIT {
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
    void goesFromAnalysisOverRunAndValidationToCompleted() {
        Peers peers = new Peers(wire);
        given().get(API + "/" + peers.id).then().statusCode(200).body("status", equalTo("analyzing"))
                .body("progress.percent", equalTo(0.0f)).body("sequence", equalTo(1));
        JsonNode command = wire.await(peers.id, "analyze_org").value();
        assertThat(command.path("instance_url").asText()).isEqualTo("http://127.0.0.1:9");
        peers.analyze(Org.USER, Org.ACCOUNT, Org.CONTACT);
        given().get(API + "/" + peers.id).then().body("status", equalTo("ready"))
                .body("sf_org_id", equalTo(peers.orgId)).body("is_sandbox", equalTo(true))
                .body("analysis.objects_total", equalTo(3)).body("analysis.objects_analyzed", equalTo(3))
                .body("readiness_score", equalTo(87));

        given().get(API + "/" + peers.id + "/report").then().body("timeline.actual", nullValue());

        peers.run();
        given().get(API + "/" + peers.id).then().body("status", equalTo("running"))
                .body("objects", hasSize(3)).body("objects.status", hasItem("pending"))
                .body("progress.records_total", equalTo(63)).body("started_at", notNullValue());
        JsonNode contact = importInOrder(peers);
        assertThat(contact.path("references")).hasSize(2);
        assertThat(contact.path("source").path("api_version").asText()).isEqualTo("67.0");

        wire.await(peers.id, "validate_import");
        given().get(API + "/" + peers.id).then().body("status", equalTo("validating"));
        peers.validates(1, true);
        wire.await(peers.id, "migration_completed");
        given().get(API + "/" + peers.id).then().body("status", equalTo("completed"))
                .body("progress.imported", equalTo(63)).body("progress.percent", equalTo(100.0f))
                .body("finished_at", notNullValue()).body("error", nullValue());
        toldWhatItTook(peers);
    }

    private static void toldWhatItTook(Peers peers) {
        given().get(API + "/" + peers.id + "/report").then().statusCode(200)
                .body("timeline.actual.records", equalTo(63))
                .body("timeline.actual.by_object.object", hasItems("User", "Account", "Contact"))
                .body("timeline.actual.by_object.find { it.object == 'Contact' }.records", equalTo(50));
        given().accept("text/html").get(API + "/" + peers.id + "/report").then()
                .body(containsString("What the run took"));
    }

    private JsonNode importInOrder(Peers peers) {
        wire.await(peers.id, "migration_started");
        peers.imports("User", 3);
        peers.imports("Account", 10);
        JsonNode contact = wire.awaitObject(peers.id, "import_object", "Contact").value();
        peers.imports("Contact", 50);
        return contact;
    }

    @Test
    void leavesOutWhatRequiresAFailedObjectAndEndsWithErrors() {
        Peers peers = new Peers(wire).analyze(Org.ACCOUNT, Org.OPPORTUNITY, Org.LINE_ITEM).run();
        peers.imports("Account", 10);
        peers.fails("Opportunity", new Failure("too_many_failures", FailureType.DATA, "half of them failed", "look"));
        JsonNode skipped = wire.awaitObject(peers.id, "object_skipped", "OpportunityLineItem").value();
        assertThat(skipped.path("status").asText()).isEqualTo("skipped");
        wire.await(peers.id, "validate_import");
        peers.validates(1, true);
        wire.await(peers.id, "migration_completed");
        given().get(API + "/" + peers.id).then().body("status", equalTo("completed_with_errors"))
                .body("objects.find { it.object == 'Opportunity' }.error.code", equalTo("too_many_failures"))
                .body("objects.find { it.object == 'OpportunityLineItem' }.status", equalTo("skipped"))
                .body("objects.find { it.object == 'OpportunityLineItem' }.error.code",
                        equalTo("parent_object_failed"));
        assertThat(wire.received()).noneMatch(one -> one.key().equals(peers.id) && "import_object".equals(one.type())
                && "OpportunityLineItem".equals(one.value().path("object").asText()));
    }

    @Test
    void duplicatesAndOldMessagesChangeNothing() {
        Peers peers = new Peers(wire).analyze(Org.USER);
        int ready = given().get(API + "/" + peers.id).then().extract().path("sequence");
        peers.started(1, 99);
        peers.analyzed(1, Org.ACCOUNT);
        peers.completed(1, 99);
        peers.run();
        wire.awaitObject(peers.id, "import_object", "User");
        peers.progress(ProgressType.OBJECT_PROGRESS, "User", "importing", 7, 3, 2, 0);
        peers.progress(ProgressType.OBJECT_PROGRESS, "User", "extracting", 6, 9, 1, 0);
        peers.progress(ProgressType.OBJECT_PROGRESS, "User", "importing", 7, 3, 2, 0);
        peers.progress(ProgressType.OBJECT_COMPLETED, "User", "completed", 8, 3, 3, 0);
        peers.progress(ProgressType.OBJECT_PROGRESS, "User", "importing", 9, 3, 2, 0);
        wire.await(peers.id, "migration_validating");
        peers.validates(9, false);
        peers.validates(1, true);
        wire.await(peers.id, "migration_completed");
        // ready, then: run, progress 7, completed, validated
        given().get(API + "/" + peers.id).then().body("sequence", equalTo(ready + 4))
                .body("status", equalTo("completed")).body("analysis.objects_total", equalTo(1))
                .body("progress.imported", equalTo(3));
    }

    @Test
    void aFailedProofIsNeverPlainlyCompletedAndCanBeRepeated() {
        Peers peers = new Peers(wire).analyze(Org.USER).run();
        peers.imports("User", 3);
        wire.await(peers.id, "validate_import");
        peers.validates(1, false);
        wire.await(peers.id, "migration_completed");
        given().get(API + "/" + peers.id).then().body("status", equalTo("completed_with_errors"))
                .body("error.code", equalTo("validation_failed"));
        given().post(API + "/" + peers.id + "/validate").then().statusCode(202).body("status", equalTo("validating"));
        wire.await("second validate_import", one -> one.key().equals(peers.id) && "validate_import".equals(one.type())
                && one.value().path("validation").asInt() == 2);
        peers.validates(2, true);
        wire.await("second migration_completed", one -> one.key().equals(peers.id)
                && "migration_completed".equals(one.type()) && "completed".equals(one.value().path("status").asText()));
        given().get(API + "/" + peers.id).then().body("status", equalTo("completed")).body("error", nullValue());
    }

    @Test
    void refusedCredentialsPauseTheRun() {
        Peers peers = new Peers(wire).analyze(Org.USER).run();
        peers.rejectsConnection(1, null);
        wire.await(peers.id, "migration_paused");
        given().get(API + "/" + peers.id).then().body("status", equalTo("paused"))
                .body("pause_reason", equalTo("connection_expired")).body("error.type", equalTo("access"));
    }

    @Test
    void analyzesAgainAfterAFailureAndIgnoresTheFirstAttemptsLateEvents() {
        Peers peers = new Peers(wire);
        wire.await(peers.id, "analyze_org");
        peers.analyzed(1, Org.CONTACT);
        peers.failsAnalysis(1, new Failure("sf_invalid_session", FailureType.ACCESS, "refused", "renew"));
        peers.awaitStatus("analysis_failed").body("error.code", equalTo("sf_invalid_session"));
        given().post(API + "/" + peers.id + "/analyze").then().statusCode(202).body("status", equalTo("analyzing"))
                .body("error", nullValue());
        wire.await("second analyze_org", one -> one.key().equals(peers.id) && "analyze_org".equals(one.type())
                && one.value().path("analysis").asInt() == 2);
        peers.analyzed(1, Org.ACCOUNT);
        peers.completed(1, 9);
        peers.started(2, 1);
        peers.analyzed(2, Org.USER);
        peers.completed(2, 1);
        peers.awaitStatus("ready");
        given().get(API + "/" + peers.id + "/report").then().statusCode(200).body("objects.object", contains("User"));
    }

    @Test
    void anAnalysisCanBeCancelled() {
        Peers peers = new Peers(wire);
        given().post(API + "/" + peers.id + "/cancel").then().statusCode(202).body("status", equalTo("cancelled"));
        wire.await(peers.id, "migration_cancelled");
        peers.started(1, 1);
        peers.completed(1, 1);
        given().post(API + "/" + peers.id + "/cancel").then().statusCode(409).body("detail",
                containsString("'cancelled'"));
    }

    @Test
    void theSameOrgRunsOnlyOnceAtATime() {
        Peers first = new Peers(wire).analyze(Org.USER).run();
        Peers second = new Peers(wire, first.orgId).analyze(Org.USER);
        given().contentType("application/json").body("{\"migration_id\":\"" + second.id + "\"}").post(API + "/run")
                .then().statusCode(409).body("code", equalTo("migration_already_running"))
                .body("detail", containsString(first.id)).body("detail", containsString("'ready'"));
        first.imports("User", 3);
        wire.await(first.id, "validate_import");
        first.validates(1, true);
        wire.await(first.id, "migration_completed");
        second.run();
    }

    @Test
    void aMessageThatNobodyUnderstandsIsDeadLetteredAndTheNextOneIsTaken() {
        Peers peers = new Peers(wire);
        wire.await(peers.id, "analyze_org");
        wire.sendRaw("migration.analysis.events", peers.id, "com.crmfactory.migration.object_analyzed.v1", "{nonsense");
        peers.started(1, 1);
        peers.analyzed(1, Org.USER);
        peers.completed(1, 1);
        wire.await(peers.id, "migration_analyzed");
        wire.await("dead letter", one -> one.key().equals(peers.id)
                && one.topic().equals("migration.analysis.events.dlq"));
    }

    @Test
    void theTokenIsNowhereInClear() throws SQLException {
        Peers peers = new Peers(wire).analyze(Org.USER).run();
        JsonNode command = wire.awaitObject(peers.id, "import_object", "User").value();
        KeyRing keys = KeyRing.load(Path.of(config("transport.key.file")));
        assertThat(new TokenSealing(keys).unseal(command.path("source").path("token").path("jwe").asText(),
                LocalProfile.ORGANIZATION, peers.id)).isEqualTo(Peers.TOKEN);
        assertThat(wire.received()).noneMatch(one -> one.text().contains("NeverToBeSeenAgain"));
        assertThat(given().get(API + "/" + peers.id).asString()).doesNotContain("NeverToBeSeenAgain");
        assertThat(database()).hasSizeGreaterThan(10).noneMatch(row -> row.contains("NeverToBeSeenAgain"));
    }

    /** Every row of every table of the schema, as text. */
    private static List<String> database() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://" + config("db.host") + ":"
                + config("db.port") + "/" + config("db.name"), config("db.user"), config("db.password"));
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = 'migration'")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet found = statement.executeQuery("select t::text from migration." + table + " t")) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
