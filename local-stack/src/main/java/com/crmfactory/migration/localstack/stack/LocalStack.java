package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import com.crmfactory.migration.localstack.process.ChildProcess;
import com.crmfactory.migration.localstack.stack.Census.Member;

/**
 * Kafka, PostgreSQL, the simulator and the services as child processes: all on 127.0.0.1, with their data and logs in one
 * folder. Closing it stops them in order: services first, then what they need.
 */
public final class LocalStack implements AutoCloseable {

    private final StackFolder folder;
    private final Components components;
    private final Supervisor supervisor;
    private boolean closed;

    private LocalStack(StackFolder folder, Components components, Supervisor supervisor) {
        this.folder = folder;
        this.components = components;
        this.supervisor = supervisor;
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @param messages
     *            told what happens, one line each
     * @throws StackHeld
     *             when the folder is in use
     * @throws IOException
     *             when a part does not start; those that did are stopped again
     */
    public static LocalStack start(StackOptions options, Consumer<String> messages) throws IOException {
        LocalStack stack = prepare(options, messages);
        try {
            stack.startAll();
            return stack;
        } catch (IOException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Takes the folder without starting anything yet, so that a signal during the start can close it. */
    public static LocalStack prepare(StackOptions options, Consumer<String> messages) throws IOException {
        StackFolder folder = StackFolder.take(options.data());
        try {
            stopLeftOvers(folder, messages);
            Components components = new Components(options, folder);
            return new LocalStack(folder, components, new Supervisor(options.restart(), messages));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static void stopLeftOvers(StackFolder folder, Consumer<String> messages) throws IOException {
        List<Member> left = Census.readFrom(folder.path()).map(Census::left).orElse(List.of());
        if (!left.isEmpty()) {
            messages.accept("An earlier stack was killed; stopping what it left behind: " + left.stream()
                    .map(member -> member.name() + " (pid " + member.pid() + ")")
                    .toList());
            LeftOver.stop(left, ChildProcess.GRACE);
        }
    }

    /** Starts everything and returns when all of it is ready; once only. */
    public void startAll() throws IOException {
        supervisor.startTogether(components.infrastructure());
        supervisor.startTogether(components.services());
        publish();
        for (Component part : components.all()) {
            supervisor.watch(part, this::publish);
        }
    }

    private synchronized void publish() throws IOException {
        if (!closed) {
            folder.publish(new Census(Member.of("launcher", ProcessHandle.current()), members()));
            folder.publish(components.endpoints());
        }
    }

    private List<Member> members() {
        return components.all()
                .stream()
                .map(part -> ProcessHandle.of(part.child().pid()).map(process -> Member.of(part.name(), process)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Where everything is, with the present process ids. */
    public Endpoints endpoints() {
        try {
            return components.endpoints();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The folder with the logs, one file per child. */
    public Path logs() {
        return folder.path().resolve("logs");
    }

    /** The names of all children: {@code kafka, postgres, simulator, analyzer, importer, importer-2, gateway, …}. */
    public List<String> children() {
        return components.all().stream().map(Component::name).toList();
    }

    /** Completes exceptionally, with the cause, when a child dies for good; never completes otherwise. */
    public CompletableFuture<Void> failure() {
        return supervisor.failure();
    }

    /** Kills a child as {@code kill -9} does. It stays down until {@link #restart}. */
    public void kill(String child) {
        part(child).child().kill();
    }

    /** Starts a child again that was killed or stopped, on its old port, and returns when it is ready. */
    public void restart(String child) throws IOException {
        Component part = part(child);
        part.stop(ChildProcess.GRACE);
        part.start();
        publish();
        supervisor.watch(part, this::publish);
    }

    /**
     * The same, with other settings from now on.
     *
     * @param settings
     *            environment variables beside those that every service gets; they replace what an earlier call said
     */
    public void restart(String child, Map<String, String> settings) throws IOException {
        components.settings(child, settings);
        restart(child);
    }

    private Component part(String name) {
        return components.all()
                .stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No child " + name + " but " + children()));
    }

    /** Stops everything in order; a second call does nothing. The data stays. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        supervisor.close();
        supervisor.stopTogether(components.services());
        supervisor.stopTogether(components.infrastructure());
        folder.close();
    }
}
