package com.crmfactory.migration.importer.run;

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
 * Tells how an object moves: stores the sums, then publishes them. These messages skip the outbox, since each is absolute
 * and the next one replaces a lost one.
 */
@ApplicationScoped
class ProgressTold {
    private static final Logger LOG = Logger.getLogger(ProgressTold.class);
    private static final double SMOOTHING = 0.3;

    private final ObjectRuns runs;
    private final ProgressReports reports;
    private final Publisher publisher;
    private final Map<UUID, Pace> paces = new ConcurrentHashMap<>();

    ProgressTold(ObjectRuns runs, ProgressReports reports, Publisher publisher) {
        this.runs = runs;
        this.reports = reports;
        this.publisher = publisher;
    }

    /** How fast an object moves, smoothed; nanoseconds of this process's clock. */
    private record Pace(long processed, long at, double perSecond) {
        Pace next(long now, long processedNow) {
            double seconds = Math.max(1e-3, (now - at) / 1e9);
            double present = (processedNow - processed) / seconds;
            return new Pace(processedNow, now, perSecond + SMOOTHING * (present - perSecond));
        }
    }

    /** Nothing is stored or told while nothing moves. */
    Uni<Optional<ObjectRun>> progress(ObjectRun run, Pages.State state, Ledger ledger) {
        long total = state.promised().orElse(run.recordsTotal());
        if (ledger.equals(run.ledger()) && total == run.recordsTotal()) {
            return Uni.createFrom().item(Optional.of(run));
        }
        return runs.change(run, Change.of(ledger).set("records_total", total)).invoke(changed -> changed
                .ifPresent(now -> publish(reports.entry(now, ProgressType.OBJECT_PROGRESS, pace(now)))));
    }

    /** Forgets an object that is no longer driven here. */
    void forget(UUID run) {
        paces.remove(run);
    }

    private double pace(ObjectRun run) {
        long now = System.nanoTime();
        long processed = run.ledger().processed();
        Pace pace = paces.merge(run.id(), new Pace(processed, now, 0), (last, first) -> last.next(now, processed));
        return Math.max(0, pace.perSecond());
    }

    private void publish(OutboxEntry entry) {
        publisher.publish(entry).subscribe().with(sent -> {
        }, failure -> LOG.warnf("A progress message of %s was not sent: %s", entry.ceSubject(), failure.toString()));
    }
}
