package com.crmfactory.migration.gateway.live;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;

/**
 * Notices a client that stopped reading: an item was handed to its connection and no further one is asked for. What is
 * waiting for it is bounded, an item here and the newest state in its {@link Feed}; but its connection would stay for
 * ever.
 */
final class Patience {
    private static final long NOT_WAITING = 0;

    private final Vertx vertx;
    private final Duration limit;

    Patience(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /** The same items; {@code cutOff} is called once the client has not read for the limit to twice of it. */
    <T> Multi<T> with(Multi<T> items, Runnable cutOff) {
        return Multi.createFrom().deferred(() -> {
            AtomicLong since = new AtomicLong(NOT_WAITING);
            long timer = vertx.setPeriodic(limit.toMillis(), tick -> {
                if (since.get() != NOT_WAITING && System.nanoTime() - since.get() >= limit.toNanos()) {
                    cutOff.run();
                }
            });
            return items.onItem().invoke(item -> since.set(System.nanoTime()))
                    .onRequest().invoke(count -> since.set(NOT_WAITING))
                    .onTermination().invoke(() -> vertx.cancelTimer(timer));
        });
    }
}
