package com.crmfactory.migration.importer.run;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.extract.Extraction;
import com.crmfactory.migration.importer.extract.RecordPage;
import com.crmfactory.migration.importer.extract.Soql;
import com.crmfactory.migration.importer.load.Duplicates;
import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.transform.RowTransformer;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Looks for duplicates before an object is extracted: reads ids and key columns only, page by page, then decides. Each
 * step ends in the database, so that another replica can go on from there.
 */
@ApplicationScoped
class Matching {
    private static final int TRIES = 3;
    /** Makes the extraction cut its largest pages. */
    private static final long LARGE = Integer.MAX_VALUE;

    private final ObjectRuns runs;
    private final Connections connections;
    private final Duplicates duplicates;
    private final MatchingStates states;

    Matching(ObjectRuns runs, Connections connections, Duplicates duplicates, MatchingStates states) {
        this.runs = runs;
        this.connections = connections;
        this.duplicates = duplicates;
        this.states = states;
    }

    /** True as long as the object's duplicates are to be looked for. */
    Uni<Boolean> isOpen(ObjectRun run) {
        return LoadPlan.of(run.command()).rules().deduplicated()
                ? states.find(run.id()).map(state -> state.isEmpty() || !state.get().decided())
                : Uni.createFrom().item(false);
    }

    /** @return the run after the step; empty if another replica holds it now */
    Uni<Optional<ObjectRun>> step(ObjectRun run) {
        return states.find(run.id()).flatMap(found -> {
            if (found.isEmpty()) {
                return begin(run, 1);
            }
            MatchingStates.State state = found.get();
            if (state.ended()) {
                return decide(run);
            }
            return (state.readable() ? read(run, state) : poll(run, state)).onFailure(BulkJobs::isGone)
                    .recoverWithUni(gone -> state.tries() < TRIES
                            ? begin(run, state.tries() + 1)
                            : Uni.createFrom().failure(gone));
        });
    }

    private Uni<Optional<ObjectRun>> begin(ObjectRun run, int tries) {
        return extraction(run).flatMap(extraction -> extraction.fitsOneCall(run.command().expectedRecords())
                ? byRest(run, tries)
                : extraction.startJob().flatMap(job -> states.begin(run.id(), tries, job.id()).flatMap(
                        begun -> asked(run))).onFailure(BulkJobs::isRefusedForGood)
                        .recoverWithUni(() -> byRest(run, tries)));
    }

    private Uni<Optional<ObjectRun>> byRest(ObjectRun run, int tries) {
        return states.begin(run.id(), tries, null).replaceWith(Optional.of(run));
    }

    private Uni<Optional<ObjectRun>> poll(ObjectRun run, MatchingStates.State state) {
        if (state.nextPollAt().isAfter(OffsetDateTime.now())) {
            return Uni.createFrom().item(Optional.of(run));
        }
        return connections.of(run.command()).flatMap(connection -> connection.org().job(state.jobId()))
                .<Void>flatMap(job -> switch (job.state()) {
                    case UPLOAD_COMPLETE, IN_PROGRESS, OTHER -> states.polled(run.id(),
                            BulkJobs.pauseAfter(state.polls()));
                    case JOB_COMPLETE -> states.readable(run.id());
                    case FAILED, ABORTED -> Uni.createFrom().failure(SalesforceException.of("bulk_job_failed",
                            FailureType.REQUEST, "Salesforce ended the Bulk job that looks for duplicates of "
                                    + run.object() + " as " + job.state() + ".",
                            "Look the job up in Setup, Bulk Data Load Jobs."));
                }).flatMap(noted -> asked(run));
    }

    /** One page: on a worker thread, since reading blocks. */
    private Uni<Optional<ObjectRun>> read(ObjectRun run, MatchingStates.State state) {
        ImportPage page = new ImportPage(run.migrationId(), run.object(), run.id().toString(), run.attempt(), 0,
                state.jobId(), state.locator(), run.command().source().apiVersion());
        ImportObject reduced = ReducedObject.of(run.command());
        LoadPlan plan = LoadPlan.of(reduced);
        return extraction(run).flatMap(extraction -> extraction.open(page, Extraction.pageSize(LARGE)))
                .emitOn(Infrastructure.getDefaultWorkerPool()).map(records -> read(records, plan, reduced))
                .flatMap(read -> duplicates.stage(run.id(), plan, run.command().configuration().dedup().matchOn(),
                        read.rows()).flatMap(staged -> states.read(run.id(), read.next())))
                .flatMap(noted -> asked(run));
    }

    private record Read(List<LoadRow> rows, Optional<String> next) {
    }

    /** A record that does not fit is rejected when it is loaded; it takes no part in this. */
    private static Read read(RecordPage records, LoadPlan plan, ImportObject reduced) {
        try (records) {
            RowTransformer transformer = new RowTransformer(plan, reduced, records.header());
            List<LoadRow> rows = new ArrayList<>();
            while (records.advance()) {
                RowTransformer.Result result = transformer.transform(records.cells());
                if (result.row() != null) {
                    rows.add(result.row());
                }
            }
            return new Read(rows, records.next());
        }
    }

    private Uni<Optional<ObjectRun>> decide(ObjectRun run) {
        return duplicates.decide(run.id(), LoadPlan.of(ReducedObject.of(run.command())),
                run.command().configuration().dedup().matchOn(), run.destination()).replaceWith(Optional.of(run));
    }

    private Uni<Extraction> extraction(ObjectRun run) {
        ImportObject reduced = ReducedObject.of(run.command());
        return connections.of(run.command()).map(connection -> new Extraction(connection.org(),
                Soql.of(reduced.configuration(), run.command().options())));
    }

    private Uni<Optional<ObjectRun>> asked(ObjectRun run) {
        return runs.change(run, Change.none().set("api_calls", run.apiCalls() + 1));
    }
}
