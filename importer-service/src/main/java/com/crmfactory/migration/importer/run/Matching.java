package com.crmfactory.migration.importer.run;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.importer.extract.Extraction;
import com.crmfactory.migration.importer.extract.Range;
import com.crmfactory.migration.importer.load.Duplicates;
import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.BulkJob;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Looks for duplicates before an object is extracted: reads ids and key columns only, page by page, then decides. What
 * runs too long is halved and read range by range. Each step ends in the database, so that another replica can go on from
 * there.
 */
@ApplicationScoped
class Matching {
    private static final Logger LOG = Logger.getLogger(Matching.class);
    private static final int TRIES = 3;

    private final ObjectRuns runs;
    private final Connections connections;
    private final Duplicates duplicates;
    private final MatchingRanges ranges;
    private final MatchingPages pages;
    private final ApiBudget budget;

    Matching(ObjectRuns runs, Connections connections, Duplicates duplicates, MatchingRanges ranges,
            MatchingPages pages, ApiBudget budget) {
        this.runs = runs;
        this.connections = connections;
        this.duplicates = duplicates;
        this.ranges = ranges;
        this.pages = pages;
        this.budget = budget;
    }

    /** True as long as the object's duplicates are to be looked for. */
    Uni<Boolean> isOpen(ObjectRun run) {
        return LoadPlan.of(run.command()).rules().deduplicated()
                ? ranges.next(run).map(next -> next.isEmpty() || !next.get().decided())
                : Uni.createFrom().item(false);
    }

    /** @return the run after the step; empty if another replica holds it now */
    Uni<Optional<ObjectRun>> step(ObjectRun run) {
        return ranges.next(run).flatMap(next -> next.isEmpty()
                ? runs.change(run, Change.none(), changed -> List.of(), MatchingRanges::begin)
                : step(run, next.get()));
    }

    private Uni<Optional<ObjectRun>> step(ObjectRun run, MatchingRange range) {
        return switch (range.state()) {
            case WAITING, RUNNING, READABLE, SLOW -> isDue(range)
                    ? connections.of(run.command())
                            .map(connection -> new MatchingStep(run, range, connection.org().counting()))
                            .flatMap(step -> step(step).call(changed -> budget.check(run, step.org())))
                    : Uni.createFrom().item(Optional.of(run));
            case ENDED, SPLIT -> decide(run);
        };
    }

    private static boolean isDue(MatchingRange range) {
        return range.state() != MatchingRange.State.RUNNING || !range.nextPollAt().isAfter(OffsetDateTime.now());
    }

    private Uni<Optional<ObjectRun>> step(MatchingStep step) {
        Uni<Optional<ObjectRun>> done = step.range().state() == MatchingRange.State.SLOW
                ? halve(step)
                : ask(step).onFailure(Narrowing::isTooLong).recoverWithUni(() -> tooSlow(step));
        return done.onFailure(failure -> BulkJobs.isGone(failure) && step.range().tries() < TRIES)
                .recoverWithUni(() -> asked(step, (connection, now) -> MatchingRanges.again(connection, now,
                        step.range())));
    }

    private Uni<Optional<ObjectRun>> ask(MatchingStep step) {
        return switch (step.range().state()) {
            case WAITING -> start(step);
            case RUNNING -> step.org().job(step.range().jobId()).flatMap(job -> polled(step, job));
            case READABLE -> pages.stage(step).flatMap(next -> asked(step,
                    (connection, now) -> MatchingRanges.read(connection, now, step.range(), next)));
            case SLOW, ENDED, SPLIT -> throw new IllegalStateException("nothing to ask for of " + step.range());
        };
    }

    private Uni<Optional<ObjectRun>> start(MatchingStep step) {
        Extraction extraction = step.extraction();
        boolean small = step.range().range().equals(Range.ALL)
                && extraction.fitsOneCall(step.run().command().expectedRecords());
        return step.range().byRest() || small
                ? byRest(step)
                : extraction.startJob().flatMap(job -> asked(step, (connection, now) -> MatchingRanges.started(
                        connection, now, step.range(), job.id())))
                        .onFailure(BulkJobs::isRefusedForGood).recoverWithUni(() -> byRest(step));
    }

    private Uni<Optional<ObjectRun>> byRest(MatchingStep step) {
        return runs.change(step.run(), Change.none(), changed -> List.of(),
                (connection, now) -> MatchingRanges.readable(connection, now, step.range(), true));
    }

    private Uni<Optional<ObjectRun>> polled(MatchingStep step, BulkJob job) {
        return switch (job.state()) {
            case UPLOAD_COMPLETE, IN_PROGRESS, OTHER -> asked(step,
                    (connection, now) -> MatchingRanges.polled(connection, now, step.range()));
            case JOB_COMPLETE -> asked(step,
                    (connection, now) -> MatchingRanges.readable(connection, now, step.range(), false));
            case FAILED, ABORTED -> Narrowing.isTooLong(job.errorWord())
                    ? tooSlow(step)
                    : Uni.createFrom().failure(SalesforceException.of("bulk_job_failed", FailureType.REQUEST,
                            "Salesforce ended the Bulk job that looks for duplicates of " + step.run().object() + " as "
                                    + job.state() + ".",
                            "Look the job up in Setup, Bulk Data Load Jobs."));
        };
    }

    /** Notes that the range is to be halved. */
    private Uni<Optional<ObjectRun>> tooSlow(MatchingStep step) {
        LOG.warnf("%s: a query for duplicates ran too long, %s is halved", step.run(), step.range().range());
        return asked(step, (connection, now) -> MatchingRanges.slow(connection, now, step.range()));
    }

    private Uni<Optional<ObjectRun>> halve(MatchingStep step) {
        return ranges.count(step.run())
                .flatMap(count -> Narrowing.halves(step.run(), step.halving(), step.range().range(), count))
                .flatMap(halves -> asked(step, (connection, now) -> MatchingRanges.split(connection, now, step.range(),
                        halves)));
    }

    private Uni<Optional<ObjectRun>> decide(ObjectRun run) {
        return duplicates.decide(run.id(), LoadPlan.of(ReducedObject.of(run.command())),
                run.command().configuration().dedup().matchOn(), run.destination()).replaceWith(Optional.of(run));
    }

    /** A call to Salesforce was made, and what came of it is noted. */
    private Uni<Optional<ObjectRun>> asked(MatchingStep step, BiFunction<SqlConnection, ObjectRun, Uni<Void>> along) {
        return runs.change(step.run(), Change.none().set("api_calls", step.run().apiCalls() + 1), changed -> List.of(),
                along);
    }
}
