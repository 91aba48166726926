package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What the kernel is about to do with the importer's connections to the database, as it says in {@code /proc/net}. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@EnabledOnOs(OS.LINUX)
class KeepAliveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MY_PORTS = "SELECT inet_client_port(), inet_server_port()";
    private static final String ESTABLISHED = "01";
    private static final String KEEP_ALIVE = "02";
    /** Of a second, in which the kernel shows its timers. */
    private static final int TICKS = 100;

    @Inject
    Pool pool;
    @Inject
    AgroalDataSource database;

    @Test
    void aSilentDatabaseIsAskedForASignOfLifeWithinSeconds() throws IOException {
        SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
        try {
            Row ports = connection.query(MY_PORTS).execute().await().atMost(PATIENCE).iterator().next();
            assertIsAskedSoon(ports.getInteger(0), ports.getInteger(1));
        } finally {
            connection.close().await().atMost(PATIENCE);
        }
    }

    @Test
    void soItIsOnTheConnectionsOfCopy() throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet ports = statement.executeQuery(MY_PORTS)) {
            ports.next();
            assertIsAskedSoon(ports.getInt(1), ports.getInt(2));
        }
    }

    private static void assertIsAskedSoon(int local, int remote) throws IOException {
        String[] timer = timer(local, remote);
        Instant end = Instant.now().plus(PATIENCE);
        // Until the last answer is acknowledged, there is another.
        while (!timer[0].equals(KEEP_ALIVE) && Instant.now().isBefore(end)) {
            timer = timer(local, remote);
        }
        assertThat(timer[0]).isEqualTo(KEEP_ALIVE);
        assertThat(Integer.parseInt(timer[1], 16)).isLessThanOrEqualTo(15 * TICKS);
    }

    /** Kind of the pending timer of a connection, and how long it still takes; others may have the same local port. */
    private static String[] timer(int local, int remote) throws IOException {
        String from = ":" + String.format("%04X", local);
        String to = ":" + String.format("%04X", remote);
        for (String table : new String[]{"/proc/net/tcp", "/proc/net/tcp6"}) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                String[] found = lines.map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields[1].endsWith(from) && fields[2].endsWith(to)
                                && fields[3].equals(ESTABLISHED))
                        .findFirst().orElse(null);
                if (found != null) {
                    return found[5].split(":");
                }
            }
        }
        throw new AssertionError("no connection from port " + local + " to " + remote);
    }
}
