package com.crmfactory.migration.gateway.live;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.vertx.core.Vertx;

/** One migration that is watched: read at most four times a second, however often it changes. */
final class Feed {
    private static final Logger LOG = Logger.getLogger(Feed.class);
    private static final long SPACING_MS = 250;
    private static final long AFTER_FAILURE_MS = 1_000;

    private final Vertx vertx;
    private final Supplier<Uni<Optional<Told>>> read;
    private final BroadcastProcessor<Told> states = BroadcastProcessor.create();
    /** Calls of {@link #wake} that nobody has served yet; whoever raises it from zero does the work. */
    private final AtomicInteger calls = new AtomicInteger();
    private volatile long lastReadNanos = System.nanoTime() - SPACING_MS * 1_000_000;
    /** Guarded by the map that this is in. */
    private int watchers;

    Feed(Vertx vertx, Supplier<Uni<Optional<Told>>> read) {
        this.vertx = vertx;
        this.read = read;
    }

    /** Each client keeps only the newest state that it has not taken. */
    Multi<Told> states() {
        return states.onOverflow().dropPreviousItems();
    }

    void join() {
        watchers++;
    }

    /** True if nobody is left. */
    boolean leave() {
        watchers--;
        return watchers == 0;
    }

    void wake() {
        if (calls.getAndIncrement() == 0) {
            serve();
        }
    }

    private void serve() {
        long since = (System.nanoTime() - lastReadNanos) / 1_000_000;
        after(SPACING_MS - since, this::readNow);
    }

    private void readNow() {
        int served = calls.get();
        lastReadNanos = System.nanoTime();
        read.get().subscribe().with(found -> {
            found.ifPresent(states::onNext);
            done(served);
        }, failure -> {
            LOG.warnf("A watched migration cannot be read: %s", failure.toString());
            after(AFTER_FAILURE_MS, this::readNow);
        });
    }

    private void done(int served) {
        if (calls.addAndGet(-served) > 0) {
            serve();
        }
    }

    private void after(long millis, Runnable task) {
        if (millis <= 0) {
            task.run();
        } else {
            vertx.setTimer(millis, timer -> task.run());
        }
    }
}
