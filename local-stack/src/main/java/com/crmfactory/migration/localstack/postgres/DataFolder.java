package com.crmfactory.migration.localstack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.crmfactory.migration.localstack.process.ChildCommand;
import com.crmfactory.migration.localstack.process.ChildDied;
import com.crmfactory.migration.localstack.process.ChildProcess;
import com.crmfactory.migration.localstack.process.Signals;
import com.crmfactory.migration.localstack.process.StopSignal;
import com.crmfactory.migration.localstack.process.TemporaryFolders;

/**
 * The server's data.
 *
 * @param path
 *            absolute
 */
record DataFolder(Path path) {

    private static final Duration INITDB_LIMIT = Duration.ofSeconds(120);

    /** Makes the data folder if there is none yet. An attempt that was interrupted leaves nothing behind. */
    void initialize(Path programs, DatabaseAccess access, Path log) throws IOException {
        if (Files.exists(path)) {
            return;
        }
        Path fresh = path.resolveSibling("data.new");
        if (Files.exists(fresh)) {
            TemporaryFolders.delete(fresh);
        }
        List<String> command = new ArrayList<>(RootAccess.dropped());
        command.addAll(List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + DatabaseAccess.SUPERUSER,
                "--pwfile=" + access.superuserFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                // Upper and lower case of all of Unicode, and the same order on every machine.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync",
                "--no-instructions"));
        ChildProcess initdb = ChildProcess.start(
                new ChildCommand("initdb", command, Map.of(), log, StopSignal.TERM));
        if (!initdb.endsWithin(INITDB_LIMIT) || initdb.exitCode() != 0) {
            initdb.kill();
            throw new ChildDied(initdb);
        }
        Files.move(fresh, path);
    }

    /**
     * Stops a server that an earlier stack left behind on this folder, and removes the pid file of one that was killed:
     * PostgreSQL refuses to start while any process at all has the number in it.
     */
    void freeFromEarlierServer() throws IOException {
        Path pidFile = path.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        Optional<ProcessHandle> server = ProcessHandle.of(pid).filter(this::servesThisFolder);
        if (server.isPresent()) {
            Signals.send(StopSignal.INT.name(), pid);
            awaitEnd(server.get());
        }
        Files.deleteIfExists(pidFile);
    }

    private boolean servesThisFolder(ProcessHandle process) {
        return process.info().commandLine().filter(line -> line.contains(path.toString())).isPresent();
    }

    private static void awaitEnd(ProcessHandle server) throws IOException {
        try {
            server.onExit().get(ChildProcess.GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("An earlier PostgreSQL (pid " + server.pid() + ") does not stop: kill it", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of a process cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while an earlier PostgreSQL stopped", e);
        }
    }
}
