package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import com.crmfactory.migration.localstack.process.ChildDied;
import com.crmfactory.migration.localstack.process.ChildProcess;

/** Starts, watches and stops the parts of a stack; starts again what died, if it may. */
final class Supervisor {

    /** A part that dies more often than this within the window does not get well by itself. */
    private static final int MOST_RESTARTS = 5;
    private static final Duration WINDOW = Duration.ofMinutes(2);

    /** Told after a part was started again. */
    @FunctionalInterface
    interface Restarted {
        void tell() throws IOException;
    }

    private final boolean restart;
    private final Consumer<String> messages;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Map<String, Deque<Instant>> deaths = new HashMap<>();
    private volatile boolean closing;

    Supervisor(boolean restart, Consumer<String> messages) {
        this.restart = restart;
        this.messages = messages;
    }

    CompletableFuture<Void> failure() {
        return failure;
    }

    /** Starts the parts side by side and returns when all are ready; of several failures it throws one. */
    void startTogether(List<Component> parts) throws IOException {
        try {
            CompletableFuture.allOf(parts.stream().map(this::starting).toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failed) {
                throw failed.getCause();
            }
            throw e;
        }
    }

    private CompletableFuture<Void> starting(Component part) {
        return inThread("start-" + part.name(), () -> {
            if (!closing) {
                part.start();
            }
        });
    }

    /** From now on an end of the part that nobody asked for is answered. */
    void watch(Component part, Restarted restarted) {
        part.child().onExit().thenAccept(child -> {
            if (!closing && !child.isStopping()) {
                inThread("restart-" + part.name(), () -> onDeath(part, child, restarted)).exceptionally(cause -> {
                    failure.completeExceptionally(cause instanceof UncheckedIOException e ? e.getCause() : cause);
                    return null;
                });
            }
        });
    }

    private void onDeath(Component part, ChildProcess child, Restarted restarted) throws IOException {
        if (!restart || diedTooOften(part)) {
            throw new ChildDied(child);
        }
        messages.accept(
                "%s (pid %d) ended with code %d; starting it again".formatted(part.name(), child.pid(),
                        child.exitCode()));
        part.start();
        restarted.tell();
        messages.accept("%s runs again (pid %d)".formatted(part.name(), part.child().pid()));
        watch(part, restarted);
    }

    private synchronized boolean diedTooOften(Component part) {
        Deque<Instant> recent = deaths.computeIfAbsent(part.name(), name -> new ArrayDeque<>());
        Instant now = Instant.now();
        while (!recent.isEmpty() && recent.peekFirst().isBefore(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        recent.addLast(now);
        return recent.size() > MOST_RESTARTS;
    }

    /** Nothing is started or answered any more. */
    void close() {
        closing = true;
    }

    void stopTogether(List<Component> parts) {
        CompletableFuture.allOf(
                parts.stream()
                        .map(part -> inThread("stop-" + part.name(), () -> part.stop(ChildProcess.GRACE)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** A daemon thread of its own: starts and stops wait long, and the common pool is as small as the machine. */
    private static CompletableFuture<Void> inThread(String name, Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(new UncheckedIOException(e));
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
