package com.crmfactory.migration.importer.run;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.extract.Range;
import com.crmfactory.migration.salesforce.BulkJob;
import com.crmfactory.migration.salesforce.ResultPages;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The slices of an extraction. What changes them belongs into a change of the object's run, whose epoch guards it. */
@ApplicationScoped
class Slices {
    private static final String OF = " WHERE object_run = $1 AND attempt = $2";
    /** As the attempt before cut the object, else in one piece. */
    private static final String BEGIN = "WITH before AS (SELECT slice_no, created_from, created_until, id_from, id_until,"
            + " by_rest FROM import.slice WHERE object_run = $1 AND attempt = $2 - 1 AND state <> 'split')"
            + " INSERT INTO import.slice (object_run, attempt, slice_no, created_from, created_until, id_from, id_until,"
            + " by_rest) SELECT $1, $2, * FROM before UNION ALL SELECT $1, $2, 0, NULL, NULL, NULL, NULL, false"
            + " WHERE NOT EXISTS (SELECT FROM before)";
    private static final String DUE = "SELECT * FROM import.slice" + OF + " AND (state IN ('listing', 'slow')"
            + " OR state = 'running' AND next_poll_at <= $3 OR state = 'waiting' AND (SELECT count(*) FROM import.slice"
            + OF + " AND state = 'running') < $4)"
            + " ORDER BY array_position(ARRAY['running', 'slow', 'listing', 'waiting'], state), slice_no LIMIT 1";
    private static final String ADD_PAGE = "INSERT INTO import.page (object_run, attempt, page_no, slice_no, locator,"
            + " listed, is_last, retry) SELECT id, $2, coalesce((SELECT max(page_no) + 1 FROM import.page" + OF
            + " AND page_no BETWEEN $3 AND $3 + " + (Slice.ROOM - 1) + "), $3), $4, $5, $6, $7, retry"
            + " FROM import.object_run WHERE id = $1 ON CONFLICT DO NOTHING";
    private static final String HALF = "INSERT INTO import.slice (object_run, attempt, slice_no, created_from,"
            + " created_until, id_from, id_until, by_rest) SELECT $1, $2, (SELECT max(slice_no) + 1 FROM import.slice"
            + OF + "), $3, $4, $5, $6, $7";

    private final Pool pool;

    Slices(Pool pool) {
        this.pool = pool;
    }

    /** The slices that an attempt begins with. */
    static Uni<Void> begin(SqlConnection connection, ObjectRun run) {
        return connection.preparedQuery(BEGIN).execute(Tuple.of(run.id(), run.attempt())).replaceWithVoid();
    }

    /** The next one to do something about; at most {@code jobs} Bulk jobs are at work at a time. */
    Uni<Optional<Slice>> due(ObjectRun run, int jobs) {
        return pool.preparedQuery(DUE).execute(Tuple.of(run.id(), run.attempt(), OffsetDateTime.now(), jobs))
                .map(rows -> slices(rows).stream().findFirst());
    }

    /** The Bulk jobs that Salesforce is at work on. */
    Uni<List<String>> jobs(ObjectRun run) {
        return pool.preparedQuery("SELECT job_id FROM import.slice" + OF + " AND state = 'running'")
                .execute(Tuple.of(run.id(), run.attempt())).map(Columns::texts);
    }

    Uni<Long> count(ObjectRun run) {
        return pool.preparedQuery("SELECT count(*) FROM import.slice" + OF)
                .execute(Tuple.of(run.id(), run.attempt())).map(rows -> rows.iterator().next().getLong(0));
    }

    static Uni<Void> started(SqlConnection connection, ObjectRun run, Slice slice, BulkJob job) {
        return set(connection, run, slice, "state = 'running', job_id = $4, polls = 0, next_poll_at = $5", job.id(),
                OffsetDateTime.now().plus(BulkJobs.pauseAfter(0)));
    }

    static Uni<Void> polled(SqlConnection connection, ObjectRun run, Slice slice) {
        return set(connection, run, slice, "polls = polls + 1, next_poll_at = $4",
                OffsetDateTime.now().plus(BulkJobs.pauseAfter(slice.polls())));
    }

    /** The job is complete; next comes the list of its pages. */
    static Uni<Void> complete(SqlConnection connection, ObjectRun run, Slice slice, long records) {
        return set(connection, run, slice, "state = 'listing', promised = $4", records);
    }

    /** The first page is known; each page tells the next. */
    static Uni<Void> chained(SqlConnection connection, ObjectRun run, Slice slice, boolean byRest, Long promised) {
        return set(connection, run, slice, "state = 'paged', by_rest = $4, promised = $5", byRest, promised)
                .flatMap(paged -> page(connection, run, slice, null, false, false));
    }

    /** Some of its pages, in the order of Salesforce's list. */
    static Uni<Void> listed(SqlConnection connection, ObjectRun run, Slice slice, ResultPages pages) {
        boolean ends = pages.next().isEmpty();
        int last = pages.locators().size() - 1;
        return Multi.createFrom().range(0, pages.locators().size()).onItem()
                .transformToUniAndConcatenate(i -> page(connection, run, slice,
                        pages.locators().get(i).orElse(null), true, ends && i == last))
                .onItem().ignoreAsUni().flatMap(added -> set(connection, run, slice, "state = $4, page_list = $5",
                        (ends ? Slice.State.PAGED : Slice.State.LISTING).wire(), pages.next().orElse(null)));
    }

    private static Uni<Void> page(SqlConnection connection, ObjectRun run, Slice slice, String locator,
            boolean listed, boolean last) {
        return connection.preparedQuery(ADD_PAGE).execute(Tuple.of(run.id(), run.attempt(), slice.firstPage(),
                slice.no(), locator).addBoolean(listed).addBoolean(last)).replaceWithVoid();
    }

    static Uni<Void> slow(SqlConnection connection, ObjectRun run, Slice slice) {
        return set(connection, run, slice, "state = 'slow'");
    }

    /** Halves take the place of a slice. */
    static Uni<Void> split(SqlConnection connection, ObjectRun run, Slice slice, List<Range> halves) {
        return set(connection, run, slice, "state = 'split'").onItem().transformToMulti(
                split -> Multi.createFrom().iterable(halves)).onItem()
                .transformToUniAndConcatenate(half -> connection.preparedQuery(HALF).execute(Tuple.tuple()
                        .addUUID(run.id()).addInteger(run.attempt()).addOffsetDateTime(Columns.time(half.createdFrom()))
                        .addOffsetDateTime(Columns.time(half.createdUntil())).addString(half.idFrom())
                        .addString(half.idUntil()).addBoolean(slice.byRest())))
                .onItem().ignoreAsUni();
    }

    private static Uni<Void> set(SqlConnection connection, ObjectRun run, Slice slice, String what, Object... values) {
        List<Object> parameters = new ArrayList<>(List.of(run.id(), run.attempt(), slice.no()));
        parameters.addAll(Arrays.asList(values));
        return connection.preparedQuery("UPDATE import.slice SET " + what + OF + " AND slice_no = $3")
                .execute(Tuple.from(parameters)).replaceWithVoid();
    }

    private static List<Slice> slices(RowSet<Row> rows) {
        List<Slice> slices = new ArrayList<>();
        rows.forEach(row -> slices.add(slice(row)));
        return slices;
    }

    static Slice slice(Row row) {
        return new Slice(row.getInteger("slice_no"), Columns.range(row), Slice.State.of(row.getString("state")),
                row.getBoolean("by_rest"), row.getString("job_id"), row.getInteger("polls"),
                row.getOffsetDateTime("next_poll_at"), row.getString("page_list"), row.getLong("promised"));
    }
}
