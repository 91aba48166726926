package com.crmfactory.migration.importer.run;

import java.time.OffsetDateTime;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ProgressType;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Tries the rejected records of an object again: they leave the ledger, pages of their ids take their place, and each is
 * counted anew by what becomes of it. A correcting batch takes back what the batches counted for them, so the sum over
 * all batches stays what Salesforce delivered.
 */
@ApplicationScoped
class Retries {
    /** Ids of one page, read by one query. */
    static final int PAGE = 200;
    /** One call each 200 records; beyond, reading the whole object through the Bulk API takes fewer calls. */
    private static final long MOST_BY_ID = 20_000;
    private static final String BY_ID = "UPDATE import.reject SET retried = true WHERE object_run = $1 AND attempt = $2"
            + " AND state = 'failed' AND length(sf_id) = 18";
    /** What rejected records had filled and lost of each reference field; every one of them is tried again. */
    private static final String AGAIN = "WITH again AS (" + BY_ID + " RETURNING id, sf_id),"
            + " numbered AS (SELECT sf_id, (row_number() OVER (ORDER BY id) - 1) / $3 AS chunk FROM again),"
            + " pages AS (SELECT coalesce(max(page_no), -1) + 1 AS next FROM import.page WHERE object_run = $1"
            + " AND attempt = $2), added AS (INSERT INTO import.page (object_run, attempt, page_no, ids,"
            + " retry) SELECT $1, $2, pages.next + chunk, array_agg(sf_id ORDER BY sf_id), $4 FROM numbered, pages"
            + " GROUP BY pages.next, chunk), lost AS (SELECT field.key, sum((field.value ->> 2)::bigint)::bigint AS lost"
            + " FROM import.batch b, jsonb_each(b.reference_counts) field WHERE b.object_run = $1 AND b.attempt = $2"
            + " GROUP BY field.key) INSERT INTO import.batch (object_run, attempt, page_no, batch_no, imported, updated,"
            + " unchanged, merged, skipped, failed, reference_counts) SELECT $1, $2, pages.next, -1, 0, 0, 0, 0, 0,"
            + " -(SELECT count(*) FROM again), (SELECT coalesce(jsonb_object_agg(key, jsonb_build_array(-lost, 0, -lost)),"
            + " '{}') FROM lost) FROM pages WHERE EXISTS (SELECT FROM again)";
    private static final String SETTLE = "DELETE FROM import.reject WHERE object_run = $1 AND attempt = $2 AND retried";

    private final Pool pool;
    private final ObjectRuns runs;
    private final ProgressReports progress;

    Retries(Pool pool, ObjectRuns runs, ProgressReports progress) {
        this.pool = pool;
        this.runs = runs;
        this.progress = progress;
    }

    /** Whether the rejected records are few and one query has all their columns; else the whole object is read again. */
    boolean isWorthIt(ObjectRun run) {
        LoadPlan plan = LoadPlan.of(run.command());
        // What becomes of a record depends on all others of its object.
        boolean alone = !plan.waitsForItsOwn() && !plan.rules().deduplicated();
        return run.onlyRejected() && alone && run.columnGroups() == 1 && run.ledger().failed() <= MOST_BY_ID;
    }

    /** The object goes on with the pages of its rejected records, at once with linking if there is none. */
    Uni<Optional<ObjectRun>> begin(ObjectRun run) {
        return runs.change(run, Change.to(ObjectStatus.IMPORTING).set("first_attempt", run.attempt())
                .set("started_at", OffsetDateTime.now()), progress.told(ProgressType.OBJECT_STARTED), Retries::again);
    }

    private static Uni<Void> again(SqlConnection connection, ObjectRun run) {
        return connection.preparedQuery(AGAIN).execute(Tuple.of(run.id(), run.attempt(), PAGE, run.command().retry()))
                .replaceWithVoid();
    }

    /** An object that begins as a whole is searched for duplicates once more, by the rules of now. */
    Uni<Void> forgetMatches(SqlConnection connection, ObjectRun run) {
        return Multi.createFrom().items("matching", "staged", "decision").onItem()
                .transformToUniAndConcatenate(table -> connection
                        .preparedQuery("DELETE FROM import." + table + " WHERE object_run = $1")
                        .execute(Tuple.of(run.id())))
                .onItem().ignoreAsUni();
    }

    /** Every record that was tried again has its new state; the old reasons are forgotten. */
    Uni<Void> settle(ObjectRun run) {
        return pool.preparedQuery(SETTLE).execute(Tuple.of(run.id(), run.attempt())).replaceWithVoid();
    }
}
