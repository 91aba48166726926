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
 * last page. A cursor that nobody asked for in 15 minutes is dead in Salesforce too, and its place is free.
 */
final class Cursors {
    static final int MOST_OPEN = 8;
    private static final int LONGEST_QUEUE = 256;
    private static final Duration IDLE = Duration.ofMinutes(15);

    private final Clock clock;
    private final Duration patience;
    private final Map<String, Instant> open = new HashMap<>();
    private final Deque<Seat> queue = new ArrayDeque<>();
    private int seated;

    /**
     * @param patience
     *            how long a query waits for a seat
     */
    Cursors(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    Seat seat() {
        return new Seat();
    }

    /** One query on its way. It is left exactly once, whatever becomes of the query. */
    final class Seat {
        private UniEmitter<? super Void> waiting;
        private boolean taken;
        private boolean left;

        /** Emits once a place is free; fails with {@code sf_cursors_busy}. */
        Uni<Void> taken() {
            return Uni.createFrom().<Void>emitter(emitter -> {
                if (take(this, emitter)) {
                    emitter.complete(null);
                }
            }).ifNoItem().after(patience).failWith(Cursors::busy);
        }

        /**
         * @param nextRecordsUrl
         *            the cursor that the answer opened; null if it came to its end, failed or was given up
         */
        void leave(String nextRecordsUrl) {
            free(this, nextRecordsUrl);
        }
    }

    private synchronized boolean take(Seat seat, UniEmitter<? super Void> emitter) {
        if (occupied() < MOST_OPEN) {
            seat.taken = true;
            seated++;
            return true;
        }
        if (queue.size() >= LONGEST_QUEUE) {
            throw busy();
        }
        seat.waiting = emitter;
        queue.add(seat);
        return false;
    }

    private void free(Seat seat, String nextRecordsUrl) {
        synchronized (this) {
            if (seat.left) {
                return;
            }
            seat.left = true;
            queue.remove(seat);
            seated -= seat.taken ? 1 : 0;
            if (nextRecordsUrl != null) {
                open.put(id(nextRecordsUrl), clock.instant());
            }
        }
        admitNext();
    }

    /** A further page was fetched, and there are more. */
    synchronized void touched(String nextRecordsUrl) {
        open.put(id(nextRecordsUrl), clock.instant());
    }

    void closed(String nextRecordsUrl) {
        synchronized (this) {
            open.remove(id(nextRecordsUrl));
        }
        admitNext();
    }

    synchronized boolean knows(String nextRecordsUrl) {
        return open.containsKey(id(nextRecordsUrl));
    }

    private void admitNext() {
        Seat next;
        synchronized (this) {
            next = occupied() < MOST_OPEN ? queue.poll() : null;
            if (next != null) {
                next.taken = true;
                seated++;
            }
        }
        if (next != null) {
            next.waiting.complete(null);
        }
    }

    private int occupied() {
        Instant dead = clock.instant().minus(IDLE);
        open.values().removeIf(dead::isAfter);
        return open.size() + seated;
    }

    private static SalesforceException busy() {
        return SalesforceException.of("sf_cursors_busy", FailureType.TRANSIENT,
                "Too many queries of this org are open.", "Read open queries to their end, or close them.");
    }

    /** {@code /services/data/v67.0/query/0r8xx5R2yF2gs3VASQ-2000} without path and offset. */
    private static String id(String nextRecordsUrl) {
        String locator = nextRecordsUrl.substring(nextRecordsUrl.lastIndexOf('/') + 1);
        int offset = locator.lastIndexOf('-');
        return offset > 0 ? locator.substring(0, offset) : locator;
    }
}
