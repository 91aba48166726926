package com.crmfactory.migration.importer.run;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.extract.Extraction;
import com.crmfactory.migration.importer.extract.Range;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.salesforce.BulkJob;
import com.crmfactory.migration.salesforce.ResultPages;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Turns an object into pages, slice by slice: a Bulk job or REST query for each, then the list of the job's pages. Each
 * step is one action that ends in the database.
 */
@ApplicationScoped
class Slicing {
    private static final int JOBS_AT_ONCE = 4;

    private final ObjectRuns runs;
    private final Slices slices;
    private final Narrowing narrowing;
    private final Pages pages;
    private final PageLists pageLists;
    private final Connections connections;
    private final ApiBudget budget;
    private final ImporterConfig config;

    Slicing(ObjectRuns runs, Slices slices, Narrowing narrowing, Pages pages, PageLists pageLists,
            Connections connections, ApiBudget budget, ImporterConfig config) {
        this.runs = runs;
        this.slices = slices;
        this.narrowing = narrowing;
        this.pages = pages;
        this.pageLists = pageLists;
        this.connections = connections;
        this.budget = budget;
        this.config = config;
    }

    /** @return the run after the step, unchanged if nothing is due; empty if another replica holds it now */
    Uni<Optional<ObjectRun>> step(ObjectRun run) {
        return slices.due(run, JOBS_AT_ONCE).flatMap(due -> due.isEmpty()
                ? Uni.createFrom().item(Optional.of(run))
                : connections.of(run.command()).map(connection -> new SliceStep(run, due.get(),
                        connection.org().counting()))
                        .flatMap(step -> step(step).call(changed -> budget.check(run, step.org()))));
    }

    /** Forgets an object that is no longer driven here. */
    void forget(UUID run) {
        pageLists.forget(run);
    }

    private Uni<Optional<ObjectRun>> step(SliceStep step) {
        return switch (step.slice().state()) {
            case WAITING -> start(step).onFailure(Narrowing::isTooLong).recoverWithUni(() -> narrowing.tooSlow(step))
                    .onFailure(Narrowing::isTooComplicated).recoverWithUni(() -> narrowing.inMoreQueries(step.run()));
            case RUNNING -> poll(step);
            case LISTING -> list(step);
            case SLOW -> narrowing.halve(step);
            case PAGED, SPLIT -> throw new IllegalStateException("nothing is due of " + step.slice());
        };
    }

    private Uni<Optional<ObjectRun>> start(SliceStep step) {
        Extraction extraction = step.extraction();
        boolean small = step.slice().range().equals(Range.ALL)
                && extraction.fitsOneCall(step.run().command().expectedRecords());
        if (step.slice().byRest() || small) {
            return byRest(step);
        }
        return extraction.startJob().flatMap(job -> change(step, step.change(),
                (connection, now) -> Slices.started(connection, now, step.slice(), job)))
                .onFailure(BulkJobs::isRefusedForGood).recoverWithUni(() -> byRest(step));
    }

    private Uni<Optional<ObjectRun>> byRest(SliceStep step) {
        return importing(step, (connection, now) -> Slices.chained(connection, now, step.slice(), true, null));
    }

    private Uni<Optional<ObjectRun>> poll(SliceStep step) {
        return step.org().job(step.slice().jobId()).flatMap(job -> switch (job.state()) {
            case UPLOAD_COMPLETE, IN_PROGRESS, OTHER -> change(step, step.change(),
                    (connection, now) -> Slices.polled(connection, now, step.slice()));
            case JOB_COMPLETE -> complete(step, job);
            case FAILED, ABORTED -> failed(step, job);
        });
    }

    /** Only a first extraction trusts the list of pages; where something went wrong, each page tells the next. */
    private Uni<Optional<ObjectRun>> complete(SliceStep step, BulkJob job) {
        long records = job.numberRecordsProcessed();
        boolean first = step.run().attempt() == step.run().firstAttempt();
        return first && Extraction.hasSeveralPages(records)
                ? change(step, step.change(),
                        (connection, now) -> Slices.complete(connection, now, step.slice(), records))
                : chained(step, records);
    }

    private Uni<Optional<ObjectRun>> chained(SliceStep step, Long records) {
        return importing(step, (connection, now) -> Slices.chained(connection, now, step.slice(), false, records));
    }

    private Uni<Optional<ObjectRun>> failed(SliceStep step, BulkJob job) {
        String word = job.errorWord();
        if (Narrowing.isTooLong(word)) {
            return narrowing.tooSlow(step);
        }
        return Narrowing.isTooComplicated(word)
                ? narrowing.inMoreQueries(step.run())
                : Uni.createFrom().failure(SalesforceException.of("bulk_job_failed", FailureType.TRANSIENT,
                        "Salesforce ended the Bulk job of " + step.run().object() + " as " + job.state()
                                + (word == null ? "." : " (" + word + ")."),
                        "Look the job up in Setup, Bulk Data Load Jobs."));
    }

    private Uni<Optional<ObjectRun>> list(SliceStep step) {
        PageLists.Asked asked = pageLists.ask(step);
        return asked.answer().flatMap(list -> listed(step.by(asked.org()), list))
                .call(changed -> budget.check(step.run(), asked.org()));
    }

    /** Salesforce's pages are taken where they are many; where it makes few of all records, ours are smaller. */
    private Uni<Optional<ObjectRun>> listed(SliceStep step, Optional<ResultPages> list) {
        boolean begins = step.slice().pageList() == null;
        if (list.isEmpty() && !begins) {
            throw SalesforceException.of("bulk_page_list_broken", FailureType.TRANSIENT,
                    "Salesforce's list of a Bulk job's pages ends before its end.",
                    "The object is extracted again, page after page.");
        }
        if (list.isEmpty() || begins && list.get().next().isEmpty()) {
            return chained(step, step.slice().promised());
        }
        list.get().next().ifPresent(next -> pageLists.askAhead(step.listedTo(next)));
        return importing(step, (connection, now) -> Slices.listed(connection, now, step.slice(), list.get()));
    }

    private Uni<Optional<ObjectRun>> importing(SliceStep step,
            BiFunction<SqlConnection, ObjectRun, Uni<Void>> along) {
        return change(step, step.change().set("status", ObjectStatus.IMPORTING.wire()), along)
                .call(changed -> changed
                        .map(now -> pages.announce(now, config.pagePatience(), config.pagesOutstanding()))
                        .orElse(Uni.createFrom().voidItem()));
    }

    private Uni<Optional<ObjectRun>> change(SliceStep step, Change change,
            BiFunction<SqlConnection, ObjectRun, Uni<Void>> along) {
        return runs.change(step.run(), change, changed -> List.of(), along);
    }
}
