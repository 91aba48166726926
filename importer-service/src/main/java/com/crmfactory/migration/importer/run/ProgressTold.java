package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

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
    private static final int MOST_A_SECOND = 4;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** Less than a quarter of a second, so that a tick that is a little early is not one for nothing. */
    private static final long APART = Duration.ofMillis(200).toNanos();

    private final ObjectRuns runs;
    private final ProgressReports reports;
    private final Publisher publisher;
    private final Map<UUID, Pace> paces = new ConcurrentHashMap<>();

    ProgressTold(ObjectRuns runs, ProgressReports reports, Publisher publisher) {
        this.runs = runs;
        this.reports = reports;
        this.publisher = publisher;
    }

    /**
     * How fast an object moves, smoothed.
     *
     * @param told
     *            when that was told, nanoseconds of this process's clock, as far as it matters for the next time; the last
     *            one at the end
     */
    private record Pace(long processed, double perSecond, List<Long> told) {
        Pace moved(long processedNow) {
            double seconds = Math.max(1e-3, (System.nanoTime() - last()) / 1e9);
            double present = (processedNow - processed) / seconds;
            return new Pace(processedNow, perSecond + SMOOTHING * (present - perSecond), told);
        }

        Pace toldAt(long time) {
            return new Pace(processed, perSecond, Stream.concat(
                    told.stream().skip(Math.max(0, told.size() + 1 - MOST_A_SECOND)), Stream.of(time)).toList());
        }

        boolean isTooFast(long now) {
            return now - last() < APART || told.size() == MOST_A_SECOND && now - told.get(0) < SECOND;
        }

        private long last() {
            return told.get(told.size() - 1);
        }
    }

    /**
     * Nothing is stored or told while nothing moves, nor soon after the last times: what has moved is told with the next,
     * or with the change of status.
     */
    Uni<Optional<ObjectRun>> progress(ObjectRun run, Pages.State state, Ledger ledger) {
        long total = state.promised().orElse(run.recordsTotal());
        boolean moved = !ledger.equals(run.ledger()) || total != run.recordsTotal();
        Pace before = paces.get(run.id());
        if (!moved || before != null && before.isTooFast(System.nanoTime())) {
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
        long processed = run.ledger().processed();
        Pace before = paces.get(run.id());
        Pace pace = before == null ? new Pace(processed, 0, List.of()) : before.moved(processed);
        OutboxEntry entry = reports.entry(run, ProgressType.OBJECT_PROGRESS, Math.max(0, pace.perSecond()));
        // From here on, so that the times in the messages are as far apart as they should be.
        paces.put(run.id(), pace.toldAt(System.nanoTime()));
        publisher.publish(entry).subscribe().with(sent -> {
        }, failure -> LOG.warnf("A progress message of %s was not sent: %s", entry.ceSubject(), failure.toString()));
    }
}
