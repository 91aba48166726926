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

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The objects that a replica drives, with a real broker and a real database whose answers come late. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class LeaseHolderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LAST_CHANGE = "CREATE FUNCTION import.last_change_waits() RETURNS trigger LANGUAGE plpgsql"
            + " AS 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END';"
            + " CREATE TRIGGER last_change_waits BEFORE UPDATE ON import.object_run FOR EACH ROW"
            + " WHEN (NEW.status = 'completed') EXECUTE FUNCTION import.last_change_waits()";
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND ";
    private static final String NOT_ANY_MORE = "DROP TRIGGER last_change_waits ON import.object_run;"
            + " DROP FUNCTION import.last_change_waits()";

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;
    @ConfigProperty(name = "test.db.superuser.password")
    String superuserPassword;

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
        return new TestCommands(migration, "00D5g000007AbCdEAK", org.url().toString(),
                GatewayPart.sealed(org.accessToken(), migration));
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
