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
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What the kernel is about to do with the importer's connections to the database, as it says in {@code /proc/net}. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@EnabledOnOs(OS.LINUX)
class KeepAliveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MY_PORT = "SELECT client_port FROM pg_stat_activity WHERE pid = pg_backend_pid()";
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
            assertIsAskedSoon(connection.query(MY_PORT).execute().await().atMost(PATIENCE).iterator().next()
                    .getInteger(0));
        } finally {
            connection.close().await().atMost(PATIENCE);
        }
    }

    @Test
    void soItIsOnTheConnectionsOfCopy() throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet port = statement.executeQuery(MY_PORT)) {
            port.next();
            assertIsAskedSoon(port.getInt(1));
        }
    }

    private static void assertIsAskedSoon(int port) throws IOException {
        String[] timer = timer(port);
        Instant end = Instant.now().plus(PATIENCE);
        // Until the last answer is acknowledged, there is another.
        while (!timer[0].equals(KEEP_ALIVE) && Instant.now().isBefore(end)) {
            timer = timer(port);
        }
        assertThat(timer[0]).isEqualTo(KEEP_ALIVE);
        assertThat(Integer.parseInt(timer[1], 16)).isLessThanOrEqualTo(15 * TICKS);
    }

    /** Kind of the pending timer of a connection from a local port, and how long it still takes. */
    private static String[] timer(int port) throws IOException {
        String local = ":" + String.format("%04X", port);
        for (String table : new String[]{"/proc/net/tcp", "/proc/net/tcp6"}) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                String[] found = lines.map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields[1].endsWith(local)).findFirst().orElse(null);
                if (found != null) {
                    return found[5].split(":");
                }
            }
        }
        throw new AssertionError("no connection from port " + port);
    }
}
