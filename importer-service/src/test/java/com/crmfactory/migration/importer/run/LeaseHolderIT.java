package com.crmfactory.migration.importer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.message.ImportCommand.ConnectionRenewed;
import com.crmfactory.migration.model.message.SealedToken;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** The objects that a replica drives, with a real broker and a real database whose answers come late. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class LeaseHolderIT {
    private static final String ORG = "00D5g000007AbCdEAK";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LAST_CHANGE = "CREATE FUNCTION import.last_change_waits() RETURNS trigger LANGUAGE plpgsql"
            + " AS 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END';"
            + " CREATE TRIGGER last_change_waits BEFORE UPDATE ON import.object_run FOR EACH ROW"
            + " WHEN (NEW.status = 'completed') EXECUTE FUNCTION import.last_change_waits()";
    /** Fails once, as where transactions meet; a sequence is not rolled back. */
    private static final String NO_PAGE_AT_FIRST = "CREATE SEQUENCE import.told; CREATE FUNCTION import.no_page_at_first()"
            + " RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN IF nextval(''import.told'') = 1 THEN"
            + " RAISE EXCEPTION ''to be repeated'' USING ERRCODE = ''40001''; END IF; RETURN NEW; END';"
            + " CREATE TRIGGER no_page_at_first BEFORE UPDATE ON import.page FOR EACH ROW"
            + " WHEN (OLD.announced_at IS NULL AND NEW.announced_at IS NOT NULL)"
            + " EXECUTE FUNCTION import.no_page_at_first()";
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND ";
    private static final String NOT_ANY_MORE = "DROP TRIGGER last_change_waits ON import.object_run;"
            + " DROP FUNCTION import.last_change_waits()";

    @Inject
    Pool pool;
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;
    @ConfigProperty(name = "test.db.superuser.password")
    String superuserPassword;

    /** Else records that are loaded count as missing, and the object is extracted again for nothing. */
    @Test
    void whatIsLoadedBeforeItsPageIsDoneCountsWithThePage() throws SQLException {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11));
                Connection observer = connect();
                Connection loading = connect()) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            long all = accounts.imported(ExtractedAccounts.BY_BULK).get("imported").asLong();
            accounts.set("object_run", "status = 'importing', lease_owner = 'another', lease_until = 'infinity'");
            accounts.set("batch", "imported = 0");
            execute(loading, "BEGIN; LOCK TABLE import.page IN ACCESS EXCLUSIVE MODE");
            JsonNode end = accounts.endAfter(gateway -> {
                accounts.set("object_run", "lease_until = NULL");
                commitOnceAStepWaits(observer, loading, "UPDATE import.batch SET imported = " + all
                        + " WHERE object_run = (SELECT id FROM import.object_run WHERE migration_id = '"
                        + accounts.migrationId() + "')");
            });
            assertThat(end.get("imported").asLong()).as(end.toString()).isEqualTo(all);
            assertThat(accounts.count("max(r.attempt)")).isOne();
        }
    }

    private static void commitOnceAStepWaits(Connection observer, Connection loading, String batch) {
        try {
            await("a step waits", observer, WAITING + "query LIKE 'SELECT count(*) AS pages%'");
            execute(loading, batch + "; COMMIT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever asked before the end what the object may do hears only after it that the object may go on. */
    @Test
    void anObjectThatHasEndedTakesNoFurtherStep() throws SQLException {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11));
                GatewayPart gateway = new GatewayPart();
                Connection observer = connect();
                Connection last = connect();
                Connection controls = connect()) {
            long users = given().get(org.url() + "/__expected").jsonPath().getLong("objects.User.records");
            execute(observer, LAST_CHANGE);
            try {
                execute(last, "BEGIN; SELECT pg_advisory_xact_lock(1)");
                String migration = GatewayPart.newMigrationId();
                gateway.send(commands(org, migration).users(users));
                await("the last change waits", observer,
                        WAITING + "query LIKE 'UPDATE import.object_run SET sequence%'");
                execute(controls, "BEGIN; LOCK TABLE import.control IN ACCESS EXCLUSIVE MODE");
                await("a question waits", observer, WAITING + "query LIKE 'SELECT r.id, s.standing %'");

                execute(last, "COMMIT");
                JsonNode end = ended(gateway, migration);
                execute(controls, "COMMIT");
                String next = GatewayPart.newMigrationId();
                gateway.send(commands(org, next).users(users));
                ended(gateway, next);

                assertThat(gateway.heard(message -> isEndOf(message, migration))).hasSize(1);
                assertThat(number(observer, "SELECT sequence FROM import.object_run WHERE migration_id = '" + migration
                        + "'")).isEqualTo(end.at("/value/sequence").asLong());
            } finally {
                execute(last, "ROLLBACK");
                execute(controls, "ROLLBACK");
                execute(observer, NOT_ANY_MORE);
            }
        }
    }

    /** A change whose answer is lost may have been made: the object goes on from what is stored. */
    @Test
    void anObjectGoesOnFromWhatIsStoredAfterAStepThatFailed() throws SQLException {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11)); Connection database = connect()) {
            execute(database, NO_PAGE_AT_FIRST);
            try {
                new ExtractedAccounts(org, pool).imported(ExtractedAccounts.BY_REST);
                assertThat(number(database, "SELECT last_value FROM import.told")).isGreaterThan(1);
            } finally {
                execute(database,
                        "DROP TRIGGER no_page_at_first ON import.page; DROP FUNCTION import.no_page_at_first();"
                                + " DROP SEQUENCE import.told");
            }
        }
    }

    /** A call may wait for its next attempt while the gateway renews the credentials that it began with. */
    @Test
    void aCallWithTheOldCredentialsTakesNothingFromTheNewOnes() throws SQLException {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11));
                GatewayPart gateway = new GatewayPart();
                Connection database = connect()) {
            String migration = GatewayPart.newMigrationId();
            String poll = "{\"match\":{\"method\":\"GET\",\"pathRegex\":\"/jobs/query/[^/]+$\"},";
            given().body("[" + poll + "\"fault\":\"html503\",\"times\":4}," + poll + "\"fault\":\"token_revoked\"}]")
                    .post(org.url() + "/__faults").then().statusCode(200);
            // Neither is the org's usual one: what is revoked is never sent again by this process.
            SealedToken first = new SealedToken(token(org, migration, "first").jwe(), 1);
            SealedToken second = new SealedToken(token(org, migration, "second").jwe(), 2);
            gateway.send(new TestCommands(migration, ORG, org.url().toString(), first)
                    .accounts(ExtractedAccounts.BY_BULK));
            Instant patience = Instant.now().plus(PATIENCE);
            while (given().get(org.url() + "/__stats").jsonPath().getLong("faults") < 4) {
                assertThat(Instant.now()).isBefore(patience);
                Thread.onSpinWait();
            }
            gateway.send(new ConnectionRenewed(migration, GatewayPart.ORGANIZATION, org.url().toString(), second));
            await("the new credentials", database, "SELECT count(*) FROM import.connection WHERE revision = 2"
                    + " AND migration_id = '" + migration + "'");
            ended(gateway, migration);
            assertThat(given().get(org.url() + "/__stats").jsonPath().getLong("faults")).isEqualTo(5);
            assertThat(gateway.heard(message -> message.at("/value/migration_id").asText().equals(migration)
                    && message.at("/value/credential_revision").isNumber())).isEmpty();
        }
    }

    private static JsonNode ended(GatewayPart gateway, String migration) {
        JsonNode end = gateway.await("the end of " + migration, message -> isEndOf(message, migration));
        assertThat(end.at("/value/status").asText()).as(end.toString()).isEqualTo("completed");
        return end;
    }

    private static boolean isEndOf(JsonNode message, String migration) {
        return message.at("/value/migration_id").asText().equals(migration)
                && List.of("object_completed", "object_failed").contains(message.at("/value/type").asText());
    }

    private static TestCommands commands(Simulator org, String migration) {
        return new TestCommands(migration, ORG, org.url().toString(),
                GatewayPart.sealed(org.accessToken(), migration));
    }

    private static SealedToken token(Simulator org, String migration, String name) {
        String token = "00D000000000000!" + migration + name;
        given().body("{\"accessToken\":\"" + token + "\"}").post(org.url() + "/__tokens").then().statusCode(204);
        return GatewayPart.sealed(token, migration);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "postgres", superuserPassword);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void await(String what, Connection connection, String count) throws SQLException {
        Instant end = Instant.now().plus(PATIENCE);
        while (number(connection, count) == 0) {
            assertThat(Instant.now()).as(what).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
