package com.crmfactory.migration.localstack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.crmfactory.migration.localstack.process.Ports;

class LocalPostgresIT {

    @TempDir
    Path folder;

    @Test
    void keepsCommittedRowsOverAStopAndOverAKill() throws Exception {
        int port = Ports.free();
        Path log = folder.resolve("postgres.log");
        String password;
        try (LocalPostgres first = LocalPostgres.start(folder, port, log)) {
            password = first.password();
            execute(first, "CREATE TABLE kept (what text)");
            execute(first, "INSERT INTO kept VALUES ('before the stop')");
        }
        try (LocalPostgres second = LocalPostgres.start(folder, port, log)) {
            execute(second, "INSERT INTO kept VALUES ('before the kill')");
            try (Connection session = connect(second, second.password())) {
                second.child().kill();
                assertThatThrownBy(() -> session.createStatement().execute("SELECT pg_sleep(60)"))
                        .isInstanceOf(SQLException.class);
            }
        }
        assertThat(folder.resolve("data/postmaster.pid")).exists();
        try (LocalPostgres third = LocalPostgres.start(folder, port, log)) {
            assertThat(query(third, "SELECT string_agg(what, ', ' ORDER BY ctid) FROM kept"))
                    .isEqualTo("before the stop, before the kill");
            assertThat(third.password()).isEqualTo(password);
        }
    }

    /** A session that is at work notices the end of its server only when its statement is done. */
    @Test
    void startsOnceTheSessionsOfTheKilledServerHaveEnded() throws Exception {
        try (LocalPostgres first = LocalPostgres.start(folder);
                Connection session = connect(first, first.password())) {
            CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> {
                try (Statement statement = session.createStatement()) {
                    statement.execute("DO $$ DECLARE done timestamptz := clock_timestamp() + interval '5 s';"
                            + " BEGIN WHILE clock_timestamp() < done LOOP END LOOP; END $$");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            while (query(first, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO %'").equals("0")) {
                Thread.onSpinWait();
            }
            first.child().kill();
            try (LocalPostgres second = LocalPostgres.start(folder)) {
                assertThat(query(second, "SELECT 'up'")).isEqualTo("up");
            }
            assertThat(busy.handle((done, lost) -> "over").join()).isEqualTo("over");
        }
    }

    @Test
    void startsAlthoughAnotherProcessHasTheNumberOfTheKilledServer() throws Exception {
        try (LocalPostgres first = LocalPostgres.start(folder)) {
            first.child().kill();
        }
        Path pidFile = folder.resolve("data/postmaster.pid");
        List<String> lines = Files.readAllLines(pidFile);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);
        try (LocalPostgres second = LocalPostgres.start(folder)) {
            assertThat(query(second, "SELECT 'up'")).isEqualTo("up");
        }
    }

    @Test
    void takesOverFromAServerThatNobodyStopped() throws Exception {
        LocalPostgres leftBehind = LocalPostgres.start(folder);
        try (LocalPostgres second = LocalPostgres.start(folder)) {
            assertThat(query(second, "SELECT 'up'")).isEqualTo("up");
            assertThat(leftBehind.child().isAlive()).isFalse();
        } finally {
            leftBehind.close();
        }
    }

    @Test
    void asksForThePasswordAndLetsOnlyItsOwnerReadIt() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(folder)) {
            assertThatThrownBy(() -> connect(postgres, "guess")).hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("crm.password"))))
                    .isEqualTo("rw-------");
            assertThat(query(postgres, "SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("false");
            assertThat(query(postgres, "SELECT has_parameter_privilege('session_replication_role', 'SET')::text"))
                    .isEqualTo("true");
            assertThat(query(postgres, "SHOW server_version")).startsWith("17.");
        }
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres, postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres, postgres.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(LocalPostgres postgres, String password) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), password);
    }
}
