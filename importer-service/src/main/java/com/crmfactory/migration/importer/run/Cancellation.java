package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ProgressType;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Ends an object of a cancelled run where it is. What is imported stays; the ledger counts exactly that, so the object
 * waits until no replica works on one of its pages: a page says that it is worked on before it asks whether it may go on.
 */
@ApplicationScoped
class Cancellation {
    private static final Logger LOG = Logger.getLogger(Cancellation.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int AT_ONCE = 8;

    private final ObjectRuns runs;
    private final Pages pages;
    private final Slices slices;
    private final MatchingRanges ranges;
    private final Connections connections;
    private final ProgressReports progress;
    private final ImporterConfig config;

    Cancellation(ObjectRuns runs, Pages pages, Slices slices, MatchingRanges ranges, Connections connections,
            ProgressReports progress, ImporterConfig config) {
        this.runs = runs;
        this.pages = pages;
        this.slices = slices;
        this.ranges = ranges;
        this.connections = connections;
        this.progress = progress;
        this.config = config;
    }

    /** @return the run as it is now; empty if another replica holds it */
    Uni<Optional<ObjectRun>> of(ObjectRun run) {
        if (run.attempt() == 0) {
            return runs.change(run, cancelled(run, ObjectStatus.SKIPPED, Change.none()),
                    progress.told(ProgressType.OBJECT_SKIPPED));
        }
        return pages.inWork(run, config.pagePatience()).flatMap(inWork -> inWork > 0
                ? Uni.createFrom().item(Optional.of(run))
                : abortJobs(run).flatMap(calls -> runs.end(run,
                        connection -> pages.ledger(connection, run).map(ledger -> cancelled(run, ObjectStatus.FAILED,
                                Change.of(ledger).set("api_calls", run.apiCalls() + calls))),
                        progress.told(ProgressType.OBJECT_FAILED))));
    }

    private static Change cancelled(ObjectRun run, ObjectStatus status, Change change) {
        return change.set("status", status.wire()).set("finished_at", OffsetDateTime.now()).set("failure",
                Columns.json(new Failure("run_cancelled", FailureType.CONFLICT,
                        "The run was cancelled before all records of " + run.object() + " were imported.",
                        "What is counted is in the CRM. A new migration recognises it and imports the rest.")));
    }

    /** Salesforce need not go on with jobs that nobody waits for; if it does not listen, it deletes them by itself. */
    private Uni<Integer> abortJobs(ObjectRun run) {
        return Uni.join().all(slices.jobs(run), ranges.jobs(run)).andFailFast()
                .map(both -> both.stream().flatMap(List::stream).toList()).flatMap(jobs -> jobs.isEmpty()
                        ? Uni.createFrom().item(0)
                        : connections.of(run.command()).flatMap(connection -> abort(run, connection.org(), jobs))
                                .replaceWith(jobs.size()));
    }

    /** Side by side and for seconds only, repeats included: who cancels does not wait for a Salesforce that is silent. */
    private static Uni<Void> abort(ObjectRun run, SalesforceOrg org, List<String> jobs) {
        return Multi.createFrom().iterable(jobs).onItem().transformToUni(job -> abort(run, org, job)).merge(AT_ONCE)
                .onItem().ignoreAsUni().ifNoItem().after(PATIENCE).recoverWithUni(() -> {
                    LOG.infof("Not all of the %d Bulk jobs of %s are aborted: Salesforce is silent", jobs.size(), run);
                    return Uni.createFrom().voidItem();
                });
    }

    private static Uni<Void> abort(ObjectRun run, SalesforceOrg org, String job) {
        return org.abortJob(job).onFailure(SalesforceException.class)
                .invoke(refusal -> LOG.infof("A Bulk job of %s was not aborted: %s", run, refusal.toString()))
                .onFailure(SalesforceException.class).recoverWithNull();
    }
}
