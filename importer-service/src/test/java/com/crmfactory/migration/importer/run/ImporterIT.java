package com.crmfactory.migration.importer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.ValidateImport;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** The importer with a real broker, a real database and an org over HTTP. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class ImporterIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OF_THE_TENANT = " AND organization_id = '" + GatewayPart.ORGANIZATION + "'";
    private static final List<String> TABLES = List.of("users", "accounts", "contacts", "cases", "case_comments");
    private static Simulator org;
    private static JsonNode expected;

    @Inject
    Pool pool;

    private GatewayPart gateway;
    private String migrationId;
    private TestCommands commands;

    @BeforeAll
    static void startOrg() throws IOException, InterruptedException {
        org = Simulator.start(SimulatorOptions.generated(0.5, 7));
        expected = get("/__expected").get("objects");
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @BeforeEach
    void listen() {
        gateway = new GatewayPart();
        migrationId = GatewayPart.newMigrationId();
        commands = new TestCommands(migrationId, "00D5g000007AbCdEAK", org.url().toString(),
                GatewayPart.sealed(org.accessToken(), migrationId));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void importsEveryRecordWithItsRelationshipsAndThenFindsNothingToWrite() throws Exception {
        importAll();
        for (String table : TABLES) {
            assertThat(count("SELECT count(*) FROM crm." + table)).as(table).isPositive();
        }
        assertThat(count("SELECT count(*) FROM crm.contacts WHERE account_id IS NOT NULL" + OF_THE_TENANT))
                .isEqualTo(expectedOf("Contact", "AccountId", "linked"));
        assertThat(count("SELECT count(*) FROM crm.accounts WHERE parent_id IS NOT NULL" + OF_THE_TENANT))
                .isEqualTo(expectedOf("Account", "ParentId", "linked"));
        assertThat(count("SELECT count(*) FROM crm.cases WHERE parent_id IS NOT NULL" + OF_THE_TENANT))
                .isEqualTo(expectedOf("Case", "ParentId", "linked"));
        assertThat(count("SELECT count(*) FROM (SELECT position, row_number() OVER (PARTITION BY case_id ORDER BY"
                + " created_at, sf_id) AS rank FROM crm.case_comments WHERE true" + OF_THE_TENANT
                + ") c WHERE position IS DISTINCT FROM rank"))
                .isZero();

        gateway.send(new ValidateImport(migrationId, GatewayPart.ORGANIZATION, 1, 1));
        JsonNode validated = gateway.await("validation", message -> message.at("/value/validation").asInt() == 1
                && message.at("/value/migration_id").asText().equals(migrationId));
        assertThat(validated.at("/value/passed").asBoolean()).isTrue();
        JsonNode validation = JSON.readTree(given().queryParam("organization_id", GatewayPart.ORGANIZATION)
                .get("/internal/migrations/" + migrationId + "/validation").then().statusCode(200).extract()
                .asString());
        for (JsonNode relationship : validation.get("relationships")) {
            JsonNode oracle = expected.at("/" + relationship.get("object").asText() + "/references/"
                    + relationship.get("field").asText());
            if (!oracle.isMissingNode()) {
                assertThat(relationship.get("orphans").asLong()).as(relationship.toString())
                        .isEqualTo(oracle.get("orphans").asLong());
            }
        }

        List<String> written = versions();
        listen();
        importAll(message -> assertThat(message.at("/value/unchanged").asLong())
                .isEqualTo(message.at("/value/records_total").asLong() - message.at("/value/failed").asLong()));
        assertThat(versions()).isEqualTo(written);
    }

    /** Which transaction wrote each row, table by table: a row that is written again, even the same, has another. */
    private List<String> versions() {
        List<String> versions = new ArrayList<>();
        for (String table : TABLES) {
            versions.add(table + " " + text("SELECT md5(string_agg(sf_id || ' ' || xmin, ',' ORDER BY sf_id)) FROM crm."
                    + table + " WHERE true" + OF_THE_TENANT));
        }
        return versions;
    }

    @Test
    void tellsStartMovementAndEndInOneRisingSequence() {
        gateway.send(commands.users(expectedRecords("User")));
        completed("User");
        List<JsonNode> told = gateway.heard(message -> message.at("/value/object").asText().equals("User")
                && message.at("/value/migration_id").asText().equals(migrationId));
        assertThat(told).extracting(message -> message.at("/value/type").asText()).startsWith("object_started")
                .endsWith("object_linking", "object_completed");
        assertThat(told).extracting(message -> message.at("/value/sequence").asLong()).isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aCommandThatArrivesTwiceIsDoneOnce() {
        gateway.send(commands.users(expectedRecords("User")));
        gateway.send(commands.users(expectedRecords("User")));
        completed("User");
        assertThat(count("SELECT count(*) FROM import.object_run WHERE migration_id = '" + migrationId + "'")).isOne();
    }

    @Test
    void anUndecodableCommandGoesToTheDeadLettersAndTheNextOneIsTaken() {
        gateway.sendRaw(migrationId, "import_object", "{\"migration_id\":\"" + migrationId + "\"}");
        gateway.await("dead letter", message -> message.get("topic").asText().endsWith(".dlq"));
        gateway.send(commands.users(expectedRecords("User")));
        completed("User");
    }

    @Test
    void aRefusedTokenIsReportedOnceAndFailsNothing() {
        commands = new TestCommands(migrationId, "00D5g000007AbCdEAK", org.url().toString(),
                GatewayPart.sealed("00D000000000000!wrong", migrationId));
        gateway.send(commands.accounts(expectedRecords("Account")));
        gateway.send(commands.users(expectedRecords("User")));
        gateway.await("connection_rejected", message -> isOfThis(message)
                && message.at("/value/type").asText().equals("connection_rejected"));
        assertThat(count("SELECT count(*) FROM import.object_run WHERE status = 'failed' AND migration_id = '"
                + migrationId + "'")).isZero();
    }

    private void importAll() {
        importAll(message -> assertThat(message.at("/value/failed").asLong()).isLessThan(
                message.at("/value/records_total").asLong()));
    }

    private void importAll(java.util.function.Consumer<JsonNode> check) {
        for (ImportObject command : List.of(commands.users(expectedRecords("User")),
                commands.accounts(expectedRecords("Account")), commands.contacts(expectedRecords("Contact")),
                commands.cases(expectedRecords("Case")), commands.caseComments(expectedRecords("CaseComment")))) {
            gateway.send(command);
            JsonNode done = completed(command.object());
            assertThat(done.at("/value/records_processed").asLong()).as(command.object())
                    .isEqualTo(done.at("/value/records_total").asLong())
                    .isEqualTo(expectedRecords(command.object()));
            check.accept(done);
        }
    }

    private JsonNode completed(String object) {
        JsonNode ended = gateway.await(object + " completed", message -> isOfThis(message)
                && message.at("/value/object").asText().equals(object)
                && List.of("object_completed", "object_failed").contains(message.at("/value/type").asText()));
        assertThat(ended.at("/value/type").asText()).as(ended.toString()).isEqualTo("object_completed");
        return ended;
    }

    private boolean isOfThis(JsonNode message) {
        return message.at("/value/migration_id").asText().equals(migrationId);
    }

    private String text(String sql) {
        return pool.query(sql).execute().await().atMost(Duration.ofSeconds(30)).iterator().next().getString(0);
    }

    private long count(String sql) {
        return pool.query(sql).execute().await().atMost(Duration.ofSeconds(30)).iterator().next().getLong(0);
    }

    private static long expectedRecords(String object) {
        return expected.at("/" + object + "/records").asLong();
    }

    private static long expectedOf(String object, String field, String what) {
        return expected.at("/" + object + "/references/" + field + "/" + what).asLong();
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(
                HttpRequest.newBuilder(URI.create(org.url() + path)).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
