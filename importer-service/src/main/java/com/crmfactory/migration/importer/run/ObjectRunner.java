package com.crmfactory.migration.importer.run;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ProgressType;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Drives one object, step by step: pending → extracting → importing → linking → completed. Each call of {@link #advance}
 * is one short step that ends in the database, so that another replica can go on from there at any moment. The holder of
 * the lease calls it again and again.
 */
@ApplicationScoped
class ObjectRunner {
    private static final Logger LOG = Logger.getLogger(ObjectRunner.class);
    private static final int PAGE_FAILURES = 40;
    private static final int MISCOUNTS = 3;
    private static final int ATTEMPTS = 3;
    private static final long FAILURES_JUDGED_FROM = 1_000;

    private final ObjectRuns runs;
    private final Pages pages;
    private final Slicing slicing;
    private final Narrowing narrowing;
    private final Matching matching;
    private final Linking linking;
    private final Preparation preparation;
    private final Retries retries;
    private final ProgressReports progress;
    private final ProgressTold told;
    private final ImporterConfig config;

    ObjectRunner(ObjectRuns runs, Pages pages, Slicing slicing, Narrowing narrowing, Matching matching,
            Linking linking, Preparation preparation, Retries retries, ProgressReports progress,
            ProgressTold told, ImporterConfig config) {
        this.runs = runs;
        this.pages = pages;
        this.slicing = slicing;
        this.narrowing = narrowing;
        this.matching = matching;
        this.linking = linking;
        this.preparation = preparation;
        this.retries = retries;
        this.progress = progress;
        this.told = told;
        this.config = config;
    }

    /** @return the run after the step; empty if another replica holds it now */
    Uni<Optional<ObjectRun>> advance(ObjectRun run) {
        return switch (run.status()) {
            case PENDING -> begin(run);
            case EXTRACTING -> matching.isOpen(run)
                    .flatMap(open -> open ? matching.step(run) : slice(run));
            case IMPORTING -> follow(run);
            case LINKING -> link(run);
            case COMPLETED, COMPLETED_WITH_ERRORS, FAILED, SKIPPED -> Uni.createFrom().item(Optional.of(run));
        };
    }

    /** Forgets an object that is no longer driven here. */
    void forget(UUID run) {
        told.forget(run);
        slicing.forget(run);
    }

    /** Ends the object loudly, with the counts of what it has come to; the run goes on with the others. */
    Uni<Optional<ObjectRun>> fail(ObjectRun run, Failure failure) {
        return fail(run, failure, Change.none());
    }

    private Uni<Optional<ObjectRun>> fail(ObjectRun run, Failure failure, Change change) {
        LOG.errorf("%s failed: %s %s", run, failure.code(), failure.message());
        change.set("status", ObjectStatus.FAILED.wire()).set("failure", Columns.json(failure)).set("finished_at",
                OffsetDateTime.now());
        return runs.end(run, connection -> pages.ledger(connection, run).map(change::set),
                progress.told(ProgressType.OBJECT_FAILED));
    }

    private Uni<Optional<ObjectRun>> begin(ObjectRun run) {
        return preparation.run(run).flatMap(failure -> failure.isPresent()
                ? fail(run, failure.get())
                : retries.isWorthIt(run) ? retries.begin(run) : beginWhole(run));
    }

    private Uni<Optional<ObjectRun>> beginWhole(ObjectRun run) {
        return runs.change(run, anew(run).set("first_attempt", run.attempt() + 1)
                .set("started_at", OffsetDateTime.now()), progress.told(ProgressType.OBJECT_STARTED),
                this::searchAndSliceAnew);
    }

    private Uni<Void> searchAndSliceAnew(SqlConnection connection, ObjectRun now) {
        return retries.forgetMatches(connection, now).flatMap(forgotten -> Slices.begin(connection, now));
    }

    /** The next attempt; it comes with slices of its own. */
    static Change anew(ObjectRun run) {
        return Change.to(ObjectStatus.EXTRACTING).set("attempt", run.attempt() + 1)
                .set("attempt_at", OffsetDateTime.now()).set("delivered", null).set(Ledger.EMPTY);
    }

    /** The next attempt, where this one does not count as failed. */
    static Change anewForNoFault(ObjectRun run) {
        return anew(run).set("first_attempt", run.firstAttempt() + 1);
    }

    /** Brings a slice a step nearer to its pages, if one waits for that. */
    private Uni<Optional<ObjectRun>> slice(ObjectRun run) {
        return slicing.step(run).onFailure(BulkJobs::isGone)
                .recoverWithUni(e -> again(run, ((SalesforceException) e).failure()));
    }

    /** While the pages are imported, here or elsewhere: sum up, tell, announce what waits. */
    private Uni<Optional<ObjectRun>> follow(ObjectRun run) {
        // In this order: what a page that is done has loaded is in the ledger then.
        return pages.state(run).flatMap(state -> pages.ledger(run).flatMap(ledger -> follow(run, state, ledger)));
    }

    private Uni<Optional<ObjectRun>> follow(ObjectRun run, Pages.State state, Ledger ledger) {
        if (state.failure().filter(Narrowing::isTooComplicated).isPresent()) {
            return narrowing.inMoreQueries(run);
        }
        if (state.failures() >= PAGE_FAILURES || isMiscounted(state)
                || state.failure().filter(BulkJobs::needsNewExtraction).isPresent()) {
            return again(run, state.failure().orElseThrow());
        }
        if (state.failure().filter(failure -> failure.type() != FailureType.TRANSIENT).isPresent()) {
            return fail(run, state.failure().get());
        }
        if (tooManyFailed(run, ledger)) {
            return fail(run, tooManyFailures(run, ledger));
        }
        if (state.complete()) {
            return imported(run, state, ledger);
        }
        return told.progress(run, state, ledger)
                .call(() -> pages.announce(run, config.pagePatience(), config.pagesOutstanding()))
                .flatMap(moved -> moved.isPresent() && state.open()
                        ? slice(moved.get())
                        : Uni.createFrom().item(moved));
    }

    /** Salesforce says so again and again: another job may fare better. */
    private static boolean isMiscounted(Pages.State state) {
        return state.failures() >= MISCOUNTS
                && state.failure().filter(failure -> failure.code().equals("bulk_page_miscounted")).isPresent();
    }

    private boolean tooManyFailed(ObjectRun run, Ledger ledger) {
        return ledger.processed() >= FAILURES_JUDGED_FROM
                && ledger.failed() * 100 > ledger.processed() * run.command().options().maxFailuresPercent();
    }

    private static Failure tooManyFailures(ObjectRun run, Ledger ledger) {
        return new Failure("too_many_failures", FailureType.DATA, ledger.failed() + " of " + ledger.processed()
                + " records of " + run.object() + " were rejected.",
                "Look at the failures, correct the mapping, and run again.");
    }

    /** All pages are in: they must hold what Salesforce promised, and every record must be accounted for. */
    private Uni<Optional<ObjectRun>> imported(ObjectRun run, Pages.State state, Ledger ledger) {
        long promised = state.promised().orElse(state.records());
        if (state.records() != promised || !ledger.accountsFor(promised)) {
            return again(run, new Failure("records_missing", FailureType.TRANSIENT, "Salesforce promised " + promised
                    + " records of " + run.object() + ", delivered " + state.records() + ", and " + ledger.processed()
                    + " are accounted for.", "The object is extracted again."));
        }
        return retries.settle(run).flatMap(settled -> told.progress(run, state, ledger))
                .flatMap(moved -> moved.isEmpty()
                        ? Uni.createFrom().item(moved)
                        : runs.change(moved.get(),
                                Change.to(ObjectStatus.LINKING).set(ledger).set("delivered", promised)
                                        .set("records_total", promised)
                                        .set("api_calls", run.apiCalls() + state.calls()),
                                progress.told(ProgressType.OBJECT_LINKING)));
    }

    private Uni<Optional<ObjectRun>> link(ObjectRun run) {
        // Linking decides about the records that waited for others of their kind, so the ledger is summed once more.
        return linking.run(run).flatMap(calls -> pages.ledger(run).flatMap(ledger -> linked(run, ledger, calls)))
                .onFailure(ObjectStopped.class).recoverWithItem(Optional.of(run));
    }

    /** What linking has rejected is judged like what the pages had rejected before; what is loaded stays. */
    private Uni<Optional<ObjectRun>> linked(ObjectRun run, Ledger ledger, int calls) {
        Change counts = Change.of(ledger).set("api_calls", run.apiCalls() + calls);
        if (tooManyFailed(run, ledger)) {
            return fail(run, tooManyFailures(run, ledger), counts);
        }
        ObjectStatus end = ledger.failed() > 0 ? ObjectStatus.COMPLETED_WITH_ERRORS : ObjectStatus.COMPLETED;
        return runs.change(run, counts.set("status", end.wire()).set("finished_at", OffsetDateTime.now()),
                progress.told(ProgressType.OBJECT_COMPLETED));
    }

    /**
     * While it was held, another migration imported the object: what this one read before is older, and which records are
     * duplicates may have been decided otherwise. That is no failed attempt.
     */
    Uni<Optional<ObjectRun>> readAnew(ObjectRun run) {
        LOG.infof("%s is extracted again: another migration has imported it meanwhile", run);
        return runs.change(run, anewForNoFault(run), changed -> List.of(), this::searchAndSliceAnew);
    }

    /** Extracts the object once more from the start; what is loaded already is recognised. */
    private Uni<Optional<ObjectRun>> again(ObjectRun run, Failure failure) {
        boolean counts = !BulkJobs.isInterruption(failure);
        if (counts && run.attempt() - run.firstAttempt() + 1 >= ATTEMPTS) {
            return fail(run, failure);
        }
        LOG.warnf("%s is extracted again: %s", run, failure.code());
        return runs.change(run, counts ? anew(run) : anewForNoFault(run), changed -> List.of(), Slices::begin);
    }
}
