package com.crmfactory.migration.salesforce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import com.crmfactory.migration.model.FailureType;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Keeps the number of open query cursors polite: Salesforce closes a user's oldest when about ten are open. A query
 * takes a seat before it is sent, since nobody knows beforehand whether it needs a second page, and keeps it until its
 * last page. A cursor that nobody asked for in 15 minutes is dead in Salesforce too, and its seat is free.
 */
final class Cursors {
    private static final int SEATS = 8;
    private static final int LONGEST_QUEUE = 256;
    private static final Duration IDLE = Duration.ofMinutes(15);

    private final Clock clock;
    private final Map<String, Instant> open = new HashMap<>();
    private final Deque<UniEmitter<? super Void>> queue = new ArrayDeque<>();
    private int opening;

    Cursors(Clock clock) {
        this.clock = clock;
    }

    /** A seat for a new query; waits for one, fails if too many wait already. */
    Uni<Void> seat() {
        return Uni.createFrom().emitter(emitter -> {
            if (seatedAtOnce(emitter)) {
                emitter.complete(null);
            }
        });
    }

    private synchronized boolean seatedAtOnce(UniEmitter<? super Void> emitter) {
        if (busy() < SEATS) {
            opening++;
            return true;
        }
        if (queue.size() >= LONGEST_QUEUE) {
            throw SalesforceException.of("sf_cursors_busy", FailureType.TRANSIENT,
                    "Too many queries wait for a free cursor.", "Read open queries to their end, or close them.");
        }
        queue.add(emitter);
        emitter.onTermination(() -> leave(emitter));
        return false;
    }

    private synchronized void leave(UniEmitter<? super Void> emitter) {
        queue.remove(emitter);
    }

    /** The query of a seat has been answered: with a cursor, or (null) to the end, or not at all. */
    void answered(String nextRecordsUrl) {
        synchronized (this) {
            opening--;
            if (nextRecordsUrl != null) {
                open.put(id(nextRecordsUrl), clock.instant());
            }
        }
        next();
    }

    /** A further page was fetched. */
    synchronized void touched(String nextRecordsUrl) {
        open.put(id(nextRecordsUrl), clock.instant());
    }

    void closed(String nextRecordsUrl) {
        synchronized (this) {
            open.remove(id(nextRecordsUrl));
        }
        next();
    }

    synchronized boolean knows(String nextRecordsUrl) {
        return open.containsKey(id(nextRecordsUrl));
    }

    private void next() {
        UniEmitter<? super Void> waiting = null;
        synchronized (this) {
            if (busy() < SEATS && !queue.isEmpty()) {
                waiting = queue.poll();
                opening++;
            }
        }
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    private int busy() {
        Instant dead = clock.instant().minus(IDLE);
        open.values().removeIf(dead::isAfter);
        return open.size() + opening;
    }

    /** {@code /services/data/v67.0/query/0r8xx5R2yF2gs3VASQ-2000} without path and offset. */
    private static String id(String nextRecordsUrl) {
        String locator = nextRecordsUrl.substring(nextRecordsUrl.lastIndexOf('/') + 1);
        int offset = locator.lastIndexOf('-');
        return offset > 0 ? locator.substring(0, offset) : locator;
    }
}
