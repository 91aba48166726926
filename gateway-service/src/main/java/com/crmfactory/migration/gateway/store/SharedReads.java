package com.crmfactory.migration.gateway.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

import com.crmfactory.migration.messaging.PresentContext;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Lets those who ask for the same at the same time share one reading, so that a crowd that watches one migration costs
 * the database as much as one of them. Nobody gets what was read before they asked: whoever comes while a reading is
 * under way waits for the next one. A reading that hangs holds up nobody who comes later than {@link #PATIENCE}.
 *
 * @param <K>
 *            what is asked for
 * @param <T>
 *            the answer; must be immutable, since several get the same
 */
final class SharedReads<K, T> {
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Function<K, Uni<T>> source;
    private final LongSupplier nanos;
    private final Map<K, Reading<T>> underWay = new HashMap<>();

    SharedReads(Function<K, Uni<T>> source) {
        this(source, System::nanoTime);
    }

    SharedReads(Function<K, Uni<T>> source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    /** A reading that is under way, for those who asked before it began; the others wait for the next one. */
    private static final class Reading<T> {
        private final long since;
        private final List<UniEmitter<? super T>> readers;
        private final List<UniEmitter<? super T>> next = new ArrayList<>();

        Reading(long since, List<UniEmitter<? super T>> readers) {
            this.since = since;
            this.readers = readers;
        }
    }

    /** Goes on where it was subscribed to: on the same Vert.x context, if there is one. */
    Uni<T> read(K key) {
        return Uni.createFrom().deferred(() -> Uni.createFrom().<T>emitter(reader -> ask(key, reader))
                .emitOn(PresentContext.executor()));
    }

    private void ask(K key, UniEmitter<? super T> reader) {
        Reading<T> own;
        synchronized (underWay) {
            Reading<T> present = underWay.get(key);
            if (present != null && nanos.getAsLong() - present.since < PATIENCE.toNanos()) {
                present.next.add(reader);
                return;
            }
            List<UniEmitter<? super T>> readers = present == null ? new ArrayList<>() : present.next;
            readers.add(reader);
            own = new Reading<>(nanos.getAsLong(), readers);
            underWay.put(key, own);
        }
        begin(key, own);
    }

    private void begin(K key, Reading<T> reading) {
        Uni.createFrom().deferred(() -> source.apply(key)).subscribe().with(answer -> {
            goOn(key, reading);
            reading.readers.forEach(reader -> reader.complete(answer));
        }, failure -> {
            goOn(key, reading);
            reading.readers.forEach(reader -> reader.fail(failure));
        });
    }

    /** The next reading begins before this one is handed out. */
    private void goOn(K key, Reading<T> ended) {
        Reading<T> following;
        synchronized (underWay) {
            if (underWay.get(key) != ended) {
                // It hung, and whoever went on without it took its waiters along.
                return;
            }
            if (ended.next.isEmpty()) {
                underWay.remove(key);
                return;
            }
            following = new Reading<>(nanos.getAsLong(), ended.next);
            underWay.put(key, following);
        }
        begin(key, following);
    }
}
