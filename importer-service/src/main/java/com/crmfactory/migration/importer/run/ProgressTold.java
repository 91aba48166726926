package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.messaging.Publisher;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.message.ProgressType;

import io.smallrye.mutiny.Uni;

/**
 * Tells how an object moves: stores the sums, then publishes them, at most four times a second whoever asks for it how
 * often. These messages skip the outbox, since each is absolute and the next one replaces a lost one.
 */
@ApplicationScoped
class ProgressTold {
    private static final Logger LOG = Logger.getLogger(ProgressTold.class);
    private static final double SMOOTHING = 0.3;
    /** Three in a second: the fourth is the last one before the status changes, which waits for nothing. */
    private static final long APART = Duration.ofMillis(334).toNanos();

    private final ObjectRuns runs;
    private final ProgressReports reports;
    private final Publisher publisher;
    private final Map<UUID, Pace> paces = new ConcurrentHashMap<>();

    ProgressTold(ObjectRuns runs, ProgressReports reports, Publisher publisher) {
        this.runs = runs;
        this.reports = reports;
        this.publisher = publisher;
    }

    /** How fast an object moves, smoothed, and when that was told; nanoseconds of this process's clock. */
    private record Pace(long processed, long at, double perSecond) {
        Pace next(long now, long processedNow) {
            double seconds = Math.max(1e-3, (now - at) / 1e9);
            double present = (processedNow - processed) / seconds;
            return new Pace(processedNow, now, perSecond + SMOOTHING * (present - perSecond));
        }
    }

    /** Nothing is stored or told while nothing moves, nor soon after the last time: what has moved is told with the next. */
    Uni<Optional<ObjectRun>> progress(ObjectRun run, Pages.State state, Ledger ledger) {
        Pace last = paces.get(run.id());
        return last != null && System.nanoTime() - last.at() < APART
                ? Uni.createFrom().item(Optional.of(run))
                : lastProgress(run, state, ledger);
    }

    /** Before the status changes: subscribers see the last movement, however soon after the one before. */
    Uni<Optional<ObjectRun>> lastProgress(ObjectRun run, Pages.State state, Ledger ledger) {
        long total = state.promised().orElse(run.recordsTotal());
        if (ledger.equals(run.ledger()) && total == run.recordsTotal()) {
            return Uni.createFrom().item(Optional.of(run));
        }
        return runs.change(run, Change.of(ledger).set("records_total", total))
                .invoke(changed -> changed.ifPresent(this::tell));
    }

    /** Forgets an object that is no longer driven here. */
    void forget(UUID run) {
        paces.remove(run);
    }

    private void tell(ObjectRun run) {
        Pace pace = pace(run);
        OutboxEntry entry = reports.entry(run, ProgressType.OBJECT_PROGRESS, Math.max(0, pace.perSecond()));
        // From here on, so that the times in the messages are as far apart as they should be.
        paces.put(run.id(), new Pace(pace.processed(), System.nanoTime(), pace.perSecond()));
        publish(entry);
    }

    private Pace pace(ObjectRun run) {
        long now = System.nanoTime();
        long processed = run.ledger().processed();
        Pace last = paces.get(run.id());
        return last == null ? new Pace(processed, now, 0) : last.next(now, processed);
    }

    private void publish(OutboxEntry entry) {
        publisher.publish(entry).subscribe().with(sent -> {
        }, failure -> LOG.warnf("A progress message of %s was not sent: %s", entry.ceSubject(), failure.toString()));
    }
}
