package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.messaging.Outbox;
import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.messaging.OutboxRelay;
import com.crmfactory.migration.messaging.Traceparent;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.ImportPage;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The pages of an extraction, and what their batches came to. */
@ApplicationScoped
class Pages {
    static final String SOURCE = "/importer";

    private static final String OF_PAGE = " WHERE object_run = $1 AND attempt = $2 AND page_no = $3";
    private static final String ADD_NEXT = "INSERT INTO import.page AS n (object_run, attempt, page_no, slice_no,"
            + " locator, retry) SELECT object_run, attempt, page_no + 1, slice_no, $4, retry FROM import.page" + OF_PAGE
            + " ON CONFLICT (object_run, attempt, page_no) DO UPDATE SET locator = n.locator RETURNING locator";
    /** Rejected records are read by their ids, whatever slices their object has. */
    private static final String SOURCE_OF_PAGE = "SELECT p.ids, p.listed, s.* FROM import.page p LEFT JOIN import.slice s"
            + " USING (object_run, attempt, slice_no)" + OF_PAGE
            + " AND p.records IS NULL AND (p.ids IS NOT NULL OR s.slice_no IS NOT NULL)";
    /** A first page of a REST query: nothing of the slice is loaded yet. */
    private static final String TOO_SLOW = "WITH page AS (DELETE FROM import.page p" + OF_PAGE
            + " AND records IS NULL AND ids IS NULL AND NOT EXISTS (SELECT FROM import.batch b WHERE b.object_run = $1"
            + " AND b.attempt = $2 AND b.page_no = $3) RETURNING *)"
            + " UPDATE import.slice s SET state = 'slow' FROM page p WHERE s.object_run = p.object_run"
            + " AND s.attempt = p.attempt AND s.slice_no = p.slice_no";
    /** Those that wait for room and those that nobody has touched for too long, as far as there is room. */
    private static final String DUE = "UPDATE import.page SET announced_at = now() WHERE (object_run, attempt, page_no)"
            + " IN (SELECT object_run, attempt, page_no FROM import.page WHERE object_run = $1 AND attempt = $2"
            + " AND records IS NULL AND (not_before IS NULL OR not_before <= now()) AND (announced_at IS NULL"
            + " OR greatest(announced_at, touched_at) < now() - $3 * interval '1 millisecond')"
            + " ORDER BY page_no LIMIT greatest(0, $4 - (SELECT count(*) FROM import.page WHERE object_run = $1"
            + " AND attempt = $2 AND records IS NULL AND greatest(announced_at, touched_at)"
            + " >= now() - $3 * interval '1 millisecond')) FOR UPDATE SKIP LOCKED) RETURNING page_no, locator,"
            + " (SELECT job_id FROM import.slice s WHERE s.object_run = page.object_run AND s.attempt = page.attempt"
            + " AND s.slice_no = page.slice_no) AS job_id";
    private static final String BATCHES = "UPDATE import.page SET batch_rows = coalesce(batch_rows, $4)" + OF_PAGE
            + " RETURNING batch_rows, failures, EXISTS (SELECT FROM import.page n WHERE n.object_run = $1"
            + " AND n.attempt = $2 AND n.page_no = $3 + 1) AS followed, ARRAY(SELECT batch_no FROM import.batch b"
            + " WHERE b.object_run = $1 AND b.attempt = $2 AND b.page_no = $3) AS done";
    private static final String TOUCH = "UPDATE import.page SET touched_at = now()" + OF_PAGE;
    /** What a REST query says of its records counts for its slice; a Bulk job has said so before. */
    private static final String DONE = "WITH page AS (UPDATE import.page SET touched_at = now(), records = $4,"
            + " is_last = is_last OR $5, calls = calls + $7" + OF_PAGE + " AND records IS NULL RETURNING *)"
            + " UPDATE import.slice s SET promised = coalesce($6, promised) FROM page p"
            + " WHERE s.object_run = p.object_run AND s.attempt = p.attempt AND s.slice_no = p.slice_no";
    private static final String FAILED = "UPDATE import.page SET failures = failures + 1, failure = $4,"
            + " announced_at = NULL, touched_at = NULL, calls = calls + $5,"
            + " not_before = now() + least(60, power(2, failures)) * interval '1 second'" + OF_PAGE
            + " AND records IS NULL";
    private static final String RELEASE = "UPDATE import.page SET announced_at = NULL, touched_at = NULL" + OF_PAGE
            + " AND records IS NULL";
    private static final String IN_WORK = "SELECT count(*) FROM import.page WHERE object_run = $1 AND attempt = $2"
            + " AND records IS NULL AND touched_at >= now() - $3 * interval '1 millisecond'";
    private static final String STATE = "SELECT count(*) AS pages, count(records) AS done,"
            + " coalesce(sum(records), 0)::bigint AS records, (SELECT CASE WHEN bool_and(promised IS NOT NULL)"
            + " THEN sum(promised)::bigint END FROM import.slice WHERE object_run = $1 AND attempt = $2"
            + " AND state <> 'split') AS promised, coalesce((SELECT bool_and(s.state = 'paged' AND EXISTS (SELECT"
            + " FROM import.page l WHERE l.object_run = $1 AND l.attempt = $2 AND l.slice_no = s.slice_no AND l.is_last))"
            + " FROM import.slice s WHERE s.object_run = $1 AND s.attempt = $2 AND s.state <> 'split'), false) AS ended,"
            + " EXISTS (SELECT FROM import.slice WHERE object_run = $1 AND attempt = $2 AND state IN ('waiting',"
            + " 'running', 'listing', 'slow')) AS open,"
            + " coalesce(max(failures), 0) AS failures, (array_agg(failure ORDER BY failures DESC)"
            + " FILTER (WHERE failure IS NOT NULL))[1] AS failure, coalesce(sum(calls) FILTER (WHERE retry ="
            + " (SELECT retry FROM import.object_run WHERE id = $1)), 0)::bigint AS calls FROM import.page"
            + " WHERE object_run = $1 AND attempt = $2";
    private static final String LEDGER = "SELECT coalesce(sum(imported), 0)::bigint AS imported,"
            + " coalesce(sum(updated), 0)::bigint AS updated, coalesce(sum(unchanged), 0)::bigint AS unchanged,"
            + " coalesce(sum(merged), 0)::bigint AS merged, coalesce(sum(skipped), 0)::bigint AS skipped,"
            + " coalesce(sum(failed), 0)::bigint AS failed FROM import.batch WHERE object_run = $1 AND attempt = $2";

    private final Pool pool;
    private final ObjectMapper json;
    private final Outbox outbox;
    private final OutboxRelay relay;

    Pages(Pool pool, ObjectMapper json, Outbox outbox, OutboxRelay relay) {
        this.pool = pool;
        this.json = json;
        this.outbox = outbox;
        this.relay = relay;
    }

    /**
     * How far an extraction is.
     *
     * @param promised
     *            records that Salesforce says there are; empty until it has said so of every slice
     * @param ended
     *            the last page of every slice is known
     * @param open
     *            a slice is still to be turned into pages
     * @param failures
     *            most failures of any page
     * @param calls
     *            calls that the pages of the present try took, repeats included
     */
    record State(long pages, long done, long records, OptionalLong promised, boolean ended, boolean open, int failures,
            Optional<Failure> failure, long calls) {
        boolean complete() {
            return ended && pages == done;
        }
    }

    /**
     * What a page is made of.
     *
     * @param ids
     *            the rejected records that it reads again; empty for a page of the extraction
     * @param listed
     *            one of the list that Salesforce gave; the next one is known
     * @param slice
     *            that it belongs to; null where it reads rejected records
     */
    record Source(List<String> ids, boolean listed, Slice slice) {
    }

    /**
     * Empty if the page is done, since one that waits for long is announced more than once; and if it is no more, since
     * its slice is read in smaller parts.
     */
    Uni<Optional<Source>> source(ImportPage page) {
        return pool.preparedQuery(SOURCE_OF_PAGE).execute(key(page)).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            Row row = rows.iterator().next();
            String[] ids = row.getArrayOfStrings("ids");
            return Optional.of(ids == null
                    ? new Source(List.of(), row.getBoolean("listed"), Slices.slice(row))
                    : new Source(List.of(ids), false, null));
        });
    }

    /**
     * The page that follows a page, where each tells the next.
     *
     * @return false if another reader has been told another one: it asked the same query at another moment, and what
     *         follows is the rest of its answer
     */
    Uni<Boolean> addNext(ImportPage page, String locator) {
        return pool.preparedQuery(ADD_NEXT).execute(key(page).addString(locator))
                .map(rows -> rows.size() > 0 && rows.iterator().next().getString(0).equals(locator));
    }

    /**
     * Takes back a first page whose query ran too long; its slice will be halved.
     *
     * @return false if that is not possible, since something of it is loaded, or it reads rejected records again
     */
    Uni<Boolean> tooSlow(ImportPage page) {
        return pool.preparedQuery(TOO_SLOW).execute(key(page)).map(rows -> rows.rowCount() == 1);
    }

    /** Announces what is due, at most {@code outstanding} pages being on their way. */
    Uni<Void> announce(ObjectRun run, Duration patience, int outstanding) {
        return pool.withTransaction(connection -> connection.preparedQuery(DUE)
                .execute(Tuple.of(run.id(), run.attempt(), patience.toMillis(), outstanding))
                .flatMap(due -> announce(connection, run, due))).invoke(announced -> {
                    if (announced > 0) {
                        relay.wake();
                    }
                }).replaceWithVoid();
    }

    private Uni<Integer> announce(SqlConnection connection, ObjectRun run, RowSet<Row> due) {
        List<OutboxEntry> entries = new ArrayList<>();
        for (Row row : due) {
            ImportPage page = new ImportPage(run.migrationId(), run.object(), run.id().toString(), run.attempt(),
                    row.getInteger("page_no"), row.getString("job_id"), row.getString("locator"),
                    run.command().source().apiVersion());
            entries.add(OutboxEntry.of(Topics.IMPORT_PAGES, SOURCE, page, json,
                    Traceparent.of(run.traceparent()).child()));
        }
        return outbox.add(connection, entries).replaceWith(entries.size());
    }

    Uni<Void> touch(ImportPage page) {
        return pool.preparedQuery(TOUCH).execute(key(page)).replaceWithVoid();
    }

    /** Lets go of a page that may not go on now; it is announced again when its object may. */
    Uni<Void> release(ImportPage page) {
        return pool.preparedQuery(RELEASE).execute(key(page)).replaceWithVoid();
    }

    /** Pages that somebody works on; whoever was silent for longer than {@code patience} is dead. */
    Uni<Long> inWork(ObjectRun run, Duration patience) {
        return pool.preparedQuery(IN_WORK).execute(Tuple.of(run.id(), run.attempt(), patience.toMillis()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * What came of a page.
     *
     * @param last
     *            it told no next page
     * @param total
     *            records of the whole query, where the page says so
     */
    record Result(long records, boolean last, OptionalLong total) {
    }

    /** Every batch of the page is loaded. */
    Uni<Void> done(ImportPage page, Result result, long calls) {
        return pool.preparedQuery(DONE).execute(key(page).addLong(result.records()).addBoolean(result.last())
                .addLong(result.total().isPresent() ? result.total().getAsLong() : null).addLong(calls))
                .replaceWithVoid();
    }

    /** The page did not work out this time; it is announced again until it has failed too often. */
    Uni<Void> failed(ImportPage page, Failure failure, long calls) {
        return pool.preparedQuery(FAILED)
                .execute(key(page).addJsonObject(Columns.json(failure)).addLong(calls)).replaceWithVoid();
    }

    /**
     * A page's batches. The size that they began with stays, so that the same row always falls into the same batch.
     *
     * @param size
     *            records of a batch
     * @param done
     *            numbers of those that are loaded
     * @param followed
     *            the page has told the next one
     * @param failures
     *            of the page
     */
    record Batches(int size, Set<Integer> done, boolean followed, int failures) {
        Batches {
            done = Set.copyOf(done);
        }

        /** Whether something has been made of the page. */
        boolean begun() {
            return followed || !done.isEmpty();
        }
    }

    /**
     * What was begun of a page.
     *
     * @param size
     *            records of a batch, if none was begun
     * @return empty if the page is there no more
     */
    Uni<Optional<Batches>> batches(ImportPage page, int size) {
        return pool.preparedQuery(BATCHES).execute(key(page).addInteger(size)).map(rows -> rows.size() == 0
                ? Optional.empty()
                : Optional.of(batches(rows.iterator().next())));
    }

    private static Batches batches(Row row) {
        return new Batches(row.getInteger("batch_rows"), Set.of(row.getArrayOfIntegers("done")),
                row.getBoolean("followed"), row.getInteger("failures"));
    }

    Uni<State> state(ObjectRun run) {
        return pool.preparedQuery(STATE).execute(Tuple.of(run.id(), run.attempt()))
                .map(rows -> state(rows.iterator().next()));
    }

    Uni<Ledger> ledger(ObjectRun run) {
        return ledger(pool, run);
    }

    Uni<Ledger> ledger(SqlClient connection, ObjectRun run) {
        return connection.preparedQuery(LEDGER).execute(Tuple.of(run.id(), run.attempt()))
                .map(rows -> Columns.ledger(rows.iterator().next()));
    }

    private static State state(Row row) {
        Long promised = row.getLong("promised");
        return new State(row.getLong("pages"), row.getLong("done"), row.getLong("records"),
                promised == null ? OptionalLong.empty() : OptionalLong.of(promised), row.getBoolean("ended"),
                row.getBoolean("open"),
                row.getInteger("failures"), Optional.ofNullable(Columns.failure(row)), row.getLong("calls"));
    }

    private static Tuple key(ImportPage page) {
        return Tuple.tuple().addUUID(UUID.fromString(page.objectRun())).addInteger(page.attempt())
                .addInteger(page.pageNo());
    }
}
