package com.crmfactory.migration.importer.run;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.extract.Range;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The ranges of an object's look-out for duplicates, each read to its end before the next. What changes them belongs into
 * a change of the object's run, whose epoch guards it.
 */
@ApplicationScoped
class MatchingRanges {
    private static final String OF = " WHERE object_run = $1";
    private static final String BEGIN = "INSERT INTO import.matching (object_run) VALUES ($1) ON CONFLICT DO NOTHING";
    private static final String NEXT = "SELECT * FROM import.matching" + OF
            + " ORDER BY state IN ('ended', 'split'), range_no LIMIT 1";
    private static final String HALF = "INSERT INTO import.matching (object_run, range_no, created_from, created_until,"
            + " id_from, id_until, by_rest) SELECT $1, (SELECT max(range_no) + 1 FROM import.matching" + OF
            + "), $2, $3, $4, $5, $6";

    private final Pool pool;

    MatchingRanges(Pool pool) {
        this.pool = pool;
    }

    /** At first one, the whole object. */
    static Uni<Void> begin(SqlConnection connection, ObjectRun run) {
        return connection.preparedQuery(BEGIN).execute(Tuple.of(run.id())).replaceWithVoid();
    }

    /** The one to read; one that is read if all are; empty if the look-out has not begun. */
    Uni<Optional<MatchingRange>> next(ObjectRun run) {
        return pool.preparedQuery(NEXT).execute(Tuple.of(run.id()))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(range(rows.iterator().next())));
    }

    /** The Bulk jobs that Salesforce is at work on. */
    Uni<List<String>> jobs(ObjectRun run) {
        return pool.preparedQuery("SELECT job_id FROM import.matching" + OF + " AND state = 'running'")
                .execute(Tuple.of(run.id())).map(Columns::texts);
    }

    Uni<Long> count(ObjectRun run) {
        return pool.preparedQuery("SELECT count(*) FROM import.matching" + OF).execute(Tuple.of(run.id()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    static Uni<Void> started(SqlConnection connection, ObjectRun run, MatchingRange range, String jobId) {
        return set(connection, run, range, "state = 'running', job_id = $3, polls = 0, next_poll_at = $4", jobId,
                OffsetDateTime.now().plus(BulkJobs.pauseAfter(0)));
    }

    static Uni<Void> polled(SqlConnection connection, ObjectRun run, MatchingRange range) {
        return set(connection, run, range, "polls = polls + 1, next_poll_at = $3",
                OffsetDateTime.now().plus(BulkJobs.pauseAfter(range.polls())));
    }

    static Uni<Void> readable(SqlConnection connection, ObjectRun run, MatchingRange range, boolean byRest) {
        return set(connection, run, range, "state = 'readable', by_rest = $3", byRest);
    }

    /** @param next empty if that was the last page */
    static Uni<Void> read(SqlConnection connection, ObjectRun run, MatchingRange range, Optional<String> next) {
        return set(connection, run, range, "state = CASE WHEN $3::text IS NULL THEN 'ended' ELSE state END,"
                + " locator = $3", next.orElse(null));
    }

    /** From its beginning; what was read of it stays, the same records come again. */
    static Uni<Void> again(SqlConnection connection, ObjectRun run, MatchingRange range) {
        return set(connection, run, range, "state = 'waiting', tries = tries + 1, job_id = NULL, locator = NULL");
    }

    static Uni<Void> slow(SqlConnection connection, ObjectRun run, MatchingRange range) {
        return set(connection, run, range, "state = 'slow'");
    }

    /** Halves take the place of a range. */
    static Uni<Void> split(SqlConnection connection, ObjectRun run, MatchingRange range, List<Range> halves) {
        return set(connection, run, range, "state = 'split'").onItem().transformToMulti(
                split -> Multi.createFrom().iterable(halves)).onItem()
                .transformToUniAndConcatenate(half -> connection.preparedQuery(HALF).execute(Tuple.tuple()
                        .addUUID(run.id()).addOffsetDateTime(Columns.time(half.createdFrom()))
                        .addOffsetDateTime(Columns.time(half.createdUntil())).addString(half.idFrom())
                        .addString(half.idUntil()).addBoolean(range.byRest())))
                .onItem().ignoreAsUni();
    }

    private static Uni<Void> set(SqlConnection connection, ObjectRun run, MatchingRange range, String what,
            Object... values) {
        List<Object> parameters = new ArrayList<>(List.of(run.id(), range.no()));
        parameters.addAll(Arrays.asList(values));
        return connection.preparedQuery("UPDATE import.matching SET " + what + OF + " AND range_no = $2")
                .execute(Tuple.from(parameters)).replaceWithVoid();
    }

    private static MatchingRange range(Row row) {
        return new MatchingRange(row.getInteger("range_no"), Columns.range(row),
                MatchingRange.State.of(row.getString("state")), row.getBoolean("by_rest"), row.getInteger("tries"),
                row.getString("job_id"), row.getInteger("polls"), row.getOffsetDateTime("next_poll_at"),
                row.getString("locator"), row.getBoolean("decided"));
    }
}
