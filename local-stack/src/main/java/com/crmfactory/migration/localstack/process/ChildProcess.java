package com.crmfactory.migration.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside this JVM, with its output in a file of its own. It does not outlive this JVM: the
 * {@link Watchdog} stops it if this JVM is killed.
 */
public final class ChildProcess {

    /** What a service needs at most to end the work in hand; after that it is killed. */
    public static final Duration GRACE = Duration.ofSeconds(15);

    private static final int LOG_LINES_SHOWN = 25;
    private static final int LOG_BYTES_READ = 16 * 1024;

    private final ChildCommand command;
    private final Process process;
    private volatile boolean stopping;

    private ChildProcess(ChildCommand command, Process process) {
        this.command = command;
        this.process = process;
    }

    /**
     * Starts the program and returns at once.
     *
     * @throws IOException
     *             when the program or the log's folder cannot be used
     */
    public static ChildProcess start(ChildCommand command) throws IOException {
        Files.createDirectories(command.log().toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(OwnSession.of(command.command()));
        builder.environment().putAll(command.environment());
        builder.redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        Process process = builder.start();
        Watchdog watchdog = Watchdog.ofThisJvm();
        watchdog.started(process.pid(), command.stopSignal());
        process.onExit().thenAccept(ended -> watchdog.ended(ended.pid()));
        return new ChildProcess(command, process);
    }

    public String name() {
        return command.name();
    }

    public ChildCommand command() {
        return command;
    }

    public Path log() {
        return command.log();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** True from the moment it is asked to stop: its end is then no accident. */
    public boolean isStopping() {
        return stopping;
    }

    /** Exit code of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Completes when the process ends, for whatever reason. */
    public CompletableFuture<ChildProcess> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    /**
     * Asks the process to end, waits for it and kills it when it takes longer than {@code grace}.
     *
     * @return false when it had to be killed
     */
    public boolean stop(Duration grace) {
        stopping = true;
        Signals.send(command.stopSignal().name(), pid());
        if (endsWithin(grace)) {
            return true;
        }
        process.destroyForcibly();
        endsWithin(grace);
        return false;
    }

    /** Kills the process as {@code kill -9} does, and waits for its end. */
    public void kill() {
        stopping = true;
        process.destroyForcibly();
        endsWithin(GRACE);
    }

    /** Waits for its end; false when it runs on. */
    public boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** The last lines that the process wrote. */
    public String endOfLog() {
        return endOf(command.log());
    }

    static String endOf(Path log) {
        try (var file = Files.newByteChannel(log)) {
            long start = Math.max(0, file.size() - LOG_BYTES_READ);
            file.position(start);
            ByteBuffer bytes = ByteBuffer.allocate((int) (file.size() - start));
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = file.read(bytes);
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }
}
