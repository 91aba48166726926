package com.crmfactory.migration.localstack.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import com.crmfactory.migration.localstack.process.ChildCommand;
import com.crmfactory.migration.localstack.process.ChildDied;
import com.crmfactory.migration.localstack.process.ChildProcess;
import com.crmfactory.migration.localstack.process.Ports;
import com.crmfactory.migration.localstack.process.Startup;
import com.crmfactory.migration.localstack.process.StopSignal;

/**
 * A real PostgreSQL server as a child process on 127.0.0.1, with the database and user that the services use. Its data
 * stays in the folder and is found again by the next start, after a {@code kill -9} too.
 * <p>
 * It runs with {@code fsync=off}: what is committed survives the death of every process, but not a power failure.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final String NAME = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** A session that is at work notices the end of its server only when its statement is done. */
    private static final Duration LAST_STATEMENTS = Duration.ofSeconds(30);
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(250);

    private final ChildProcess child;
    private final int port;
    private final DatabaseAccess access;

    private LocalPostgres(ChildProcess child, int port, DatabaseAccess access) {
        this.child = child;
        this.port = port;
        this.access = access;
    }

    /** Starts on a free port with its log inside the folder. */
    public static LocalPostgres start(Path folder) throws IOException {
        return start(folder, Ports.free(), folder.resolve("postgres.log"));
    }

    /**
     * Starts the server and returns when it takes connections and has the database and the user.
     *
     * @param folder
     *            holds its data and its passwords (mode 0600); made when missing
     * @param port
     *            TCP port on 127.0.0.1
     * @param log
     *            takes the output of the server
     * @throws ChildDied
     *             when the server ends during its start
     */
    public static LocalPostgres start(Path folder, int port, Path log) throws IOException {
        Path programs = PostgresBinaries.unpacked().resolve("bin");
        DatabaseAccess access = DatabaseAccess.in(folder);
        DataFolder data = new DataFolder(folder.toAbsolutePath().resolve("data"));
        data.initialize(programs, access, log);
        data.freeFromEarlierServer();
        ChildProcess child = startWhenMemoryIsFree(serverCommand(programs, data, port, log));
        try {
            Startup.await(child, START_LIMIT, () -> access.acceptsConnections(port));
            access.createUserAndDatabase(port);
        } catch (SQLException e) {
            child.kill();
            throw new IOException("PostgreSQL on port " + port + " did not take the database", e);
        } catch (IOException | RuntimeException e) {
            child.kill();
            throw e;
        }
        return new LocalPostgres(child, port, access);
    }

    /**
     * After a {@code kill -9} of the server its sessions end a moment later, and until then a new server refuses the
     * data folder. Nothing tells their end, so it is tried again, with a limit.
     */
    private static ChildProcess startWhenMemoryIsFree(ChildCommand command) throws IOException {
        Instant limit = Instant.now().plus(LAST_STATEMENTS);
        ChildProcess child = ChildProcess.start(command);
        while (refusedBecauseOfSessions(child) && Instant.now().isBefore(limit)) {
            LockSupport.parkNanos(BETWEEN_STARTS.toNanos());
            child = ChildProcess.start(command);
        }
        return child;
    }

    private static boolean refusedBecauseOfSessions(ChildProcess child) {
        return child.endsWithin(BETWEEN_STARTS) && child.endOfLog().contains("pre-existing shared memory block");
    }

    private static ChildCommand serverCommand(Path programs, DataFolder data, int port, Path log) {
        List<String> command = new ArrayList<>(RootAccess.dropped());
        command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.path().toString()));
        ServerSettings.of(port).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new ChildCommand(NAME, command, Map.of(), log, StopSignal.INT);
    }

    public String host() {
        return DatabaseAccess.HOST;
    }

    public int port() {
        return port;
    }

    public String database() {
        return DatabaseAccess.DATABASE;
    }

    public String user() {
        return DatabaseAccess.USER;
    }

    public String password() {
        return access.password();
    }

    /** Of the server's own superuser, {@code postgres}; for what a database's administrator would do. */
    public String superuserPassword() {
        return access.superuserPassword();
    }

    /** For JDBC, without user and password. */
    public String jdbcUrl() {
        return access.jdbcUrl(port, database());
    }

    public long pid() {
        return child.pid();
    }

    public ChildProcess child() {
        return child;
    }

    /** Stops the server at once but in good order ("fast shutdown"); the data stays. */
    @Override
    public void close() {
        child.stop(ChildProcess.GRACE);
    }
}
