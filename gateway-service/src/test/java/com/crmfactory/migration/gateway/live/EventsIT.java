package com.crmfactory.migration.gateway.live;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

import com.crmfactory.migration.gateway.testing.EventStream;
import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.message.ProgressType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class EventsIT {
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
    void aClientThatJoinsLateGetsThePresentStateFirstAndThenWhatChanges() {
        Peers peers = new Peers(wire).analyze(Org.USER).run();
        wire.awaitObject(peers.id, "import_object", "User");
        try (EventStream events = new EventStream(peers.id)) {
            EventStream.Event first = events.next();
            assertThat(first.name()).isEqualTo("migration");
            assertThat(first.data().path("status").asText()).isEqualTo("running");
            assertThat(first.data().path("objects")).hasSize(1);
            assertThat(first.id()).isEqualTo(first.data().path("sequence").asText());

            peers.progress(ProgressType.OBJECT_PROGRESS, "User", "importing", 1, 3, 2, 0);
            EventStream.Event moved = events.await("object", event -> event.path("imported").asLong() == 2);
            assertThat(moved.data().path("object").asText()).isEqualTo("User");
            assertThat(moved.data().path("progress").path("records_processed").asLong()).isEqualTo(2);
            assertThat(Long.parseLong(moved.id())).isGreaterThan(Long.parseLong(first.id()));

            peers.progress(ProgressType.OBJECT_COMPLETED, "User", "completed", 2, 3, 3, 0);
            events.await("migration", event -> event.path("status").asText().equals("validating"));
            peers.validates(1, true);
            EventStream.Event end = events.await("migration", event -> event.path("status").asText()
                    .equals("completed"));
            assertThat(end.data().has("objects")).isFalse();
        }
    }

    @Test
    void manyChangesInAMomentReachTheClientAsFewStates() {
        Peers peers = new Peers(wire).analyze(Org.USER).run();
        wire.awaitObject(peers.id, "import_object", "User");
        try (EventStream events = new EventStream(peers.id)) {
            events.next();
            long began = System.nanoTime();
            for (int i = 1; i <= 200; i++) {
                peers.progress(ProgressType.OBJECT_PROGRESS, "User", "importing", i, 1000, i, 0);
            }
            events.await("object", event -> event.path("imported").asLong() == 200);
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(events.seen().stream().filter(event -> "object".equals(event.name())).count())
                    .isLessThanOrEqualTo((long) Math.ceil(seconds * 4) + 1);
        }
    }

    @Test
    void goesOnAfterTheConnectionToTheDatabaseWasLost() throws SQLException {
        Peers peers = new Peers(wire).analyze(Org.USER).run();
        wire.awaitObject(peers.id, "import_object", "User");
        try (EventStream events = new EventStream(peers.id)) {
            events.next();
            assertThat(terminateListeners()).isPositive();
            peers.progress(ProgressType.OBJECT_PROGRESS, "User", "importing", 1, 3, 2, 0);
            events.await("object", event -> event.path("imported").asLong() == 2);
        }
    }

    @Test
    void clientsThatDoNotReadHarmNobody() throws IOException {
        Peers peers = new Peers(wire).analyze(Org.USER).run();
        wire.awaitObject(peers.id, "import_object", "User");
        List<Socket> deaf = new ArrayList<>();
        try (EventStream events = new EventStream(peers.id)) {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(1_024);
                int port = RestAssured.port;
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.getOutputStream()
                        .write(("GET " + API + "/" + peers.id + "/events HTTP/1.1\r\nHost: localhost\r\n"
                                + "Accept: text/event-stream\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                deaf.add(socket);
            }
            for (int i = 1; i <= 200; i++) {
                peers.progress(ProgressType.OBJECT_PROGRESS, "User", "importing", i, 1000, i, 0);
            }
            events.await("object", event -> event.path("imported").asLong() == 200);
            given().get(API + "/" + peers.id).then().statusCode(200);
        } finally {
            for (Socket socket : deaf) {
                socket.close();
            }
        }
    }

    @Test
    void anUnknownMigrationHasNoEvents() {
        given().accept("text/event-stream").get(API + "/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/events").then().statusCode(404)
                .contentType("application/problem+json").body("code", equalTo("migration_not_found"));
    }

    private static int terminateListeners() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://" + config("db.host") + ":"
                + config("db.port") + "/" + config("db.name"), config("db.user"), config("db.password"));
                Statement statement = connection.createStatement();
                ResultSet ended = statement.executeQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where query ilike 'listen%' and pid <> pg_backend_pid()")) {
            ended.next();
            return ended.getInt(1);
        }
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
