package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The pages of an extraction, and what their batches came to. */
@ApplicationScoped
class Pages {
    static final String SOURCE = "/importer";

    private static final String ADD = "INSERT INTO import.page (object_run, attempt, page_no, locator, retry)"
            + " SELECT $1, $2, $3, $4, retry FROM import.object_run WHERE id = $1 ON CONFLICT DO NOTHING";
    /** Those that wait for room and those that nobody has touched for too long, as far as there is room. */
    private static final String DUE = "UPDATE import.page SET announced_at = now() WHERE (object_run, attempt, page_no)"
            + " IN (SELECT object_run, attempt, page_no FROM import.page WHERE object_run = $1 AND attempt = $2"
            + " AND records IS NULL AND (not_before IS NULL OR not_before <= now()) AND (announced_at IS NULL"
            + " OR greatest(announced_at, touched_at) < now() - $3 * interval '1 millisecond')"
            + " ORDER BY page_no LIMIT greatest(0, $4 - (SELECT count(*) FROM import.page WHERE object_run = $1"
            + " AND attempt = $2 AND records IS NULL AND greatest(announced_at, touched_at)"
            + " >= now() - $3 * interval '1 millisecond')) FOR UPDATE SKIP LOCKED) RETURNING page_no, locator";
    private static final String TOUCH = "UPDATE import.page SET touched_at = now()"
            + " WHERE object_run = $1 AND attempt = $2 AND page_no = $3";
    private static final String DONE = "UPDATE import.page SET touched_at = now(), records = $4, is_last = $5, total = $6"
            + " WHERE object_run = $1 AND attempt = $2 AND page_no = $3";
    private static final String FAILED = "UPDATE import.page SET failures = failures + 1, failure = $4,"
            + " announced_at = NULL, touched_at = NULL,"
            + " not_before = now() + least(60, power(2, failures)) * interval '1 second'"
            + " WHERE object_run = $1 AND attempt = $2 AND page_no = $3";
    private static final String RELEASE = "UPDATE import.page SET announced_at = NULL, touched_at = NULL"
            + " WHERE object_run = $1 AND attempt = $2 AND page_no = $3 AND records IS NULL";
    private static final String IN_WORK = "SELECT count(*) FROM import.page WHERE object_run = $1 AND attempt = $2"
            + " AND records IS NULL AND touched_at >= now() - $3 * interval '1 millisecond'";
    private static final String STATE = "SELECT count(*) AS pages, count(records) AS done,"
            + " coalesce(sum(records), 0)::bigint AS records, max(total) AS total, coalesce(bool_or(is_last), false)"
            + " AS ended, coalesce(max(failures), 0) AS failures, (array_agg(failure ORDER BY failures DESC)"
            + " FILTER (WHERE failure IS NOT NULL))[1] AS failure, count(*) FILTER (WHERE retry ="
            + " (SELECT retry FROM import.object_run WHERE id = $1)) AS calls FROM import.page"
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
     * @param ended
     *            the last page is known
     * @param failures
     *            most failures of any page
     * @param calls
     *            pages that the present try has read, each by one call at least
     */
    record State(long pages, long done, long records, OptionalLong total, boolean ended, int failures,
            Optional<Failure> failure, long calls) {
        boolean complete() {
            return ended && pages == done;
        }
    }

    Uni<Void> add(UUID run, int attempt, int pageNo, String locator) {
        return pool.preparedQuery(ADD).execute(Tuple.of(run, attempt, pageNo, locator)).replaceWithVoid();
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
                    row.getInteger("page_no"), run.jobId(), row.getString("locator"),
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

    /** The rejected records that a page reads again; empty for a page of the extraction. */
    Uni<List<String>> ids(ImportPage page) {
        return pool.preparedQuery("SELECT ids FROM import.page WHERE object_run = $1 AND attempt = $2"
                + " AND page_no = $3").execute(key(page)).map(rows -> {
                    String[] ids = rows.size() == 0 ? null : rows.iterator().next().getArrayOfStrings("ids");
                    return ids == null ? List.of() : List.of(ids);
                });
    }

    /** Every batch of the page is loaded. */
    Uni<Void> done(ImportPage page, long records, boolean last, OptionalLong total) {
        return pool.preparedQuery(DONE).execute(key(page).addLong(records).addBoolean(last)
                .addLong(total.isPresent() ? total.getAsLong() : null)).replaceWithVoid();
    }

    /** The page did not work out this time; it is announced again until it has failed too often. */
    Uni<Void> failed(ImportPage page, Failure failure) {
        return pool.preparedQuery(FAILED)
                .execute(key(page).addJsonObject(Columns.json(failure))).replaceWithVoid();
    }

    Uni<Set<Integer>> doneBatches(ImportPage page) {
        return pool.preparedQuery("SELECT batch_no FROM import.batch WHERE object_run = $1 AND attempt = $2"
                + " AND page_no = $3").execute(key(page)).map(rows -> {
                    Set<Integer> done = new HashSet<>();
                    rows.forEach(row -> done.add(row.getInteger("batch_no")));
                    return done;
                });
    }

    Uni<State> state(ObjectRun run) {
        return pool.preparedQuery(STATE).execute(Tuple.of(run.id(), run.attempt()))
                .map(rows -> state(rows.iterator().next()));
    }

    Uni<Ledger> ledger(ObjectRun run) {
        return pool.preparedQuery(LEDGER).execute(Tuple.of(run.id(), run.attempt()))
                .map(rows -> Columns.ledger(rows.iterator().next()));
    }

    private static State state(Row row) {
        Long total = row.getLong("total");
        return new State(row.getLong("pages"), row.getLong("done"), row.getLong("records"),
                total == null ? OptionalLong.empty() : OptionalLong.of(total), row.getBoolean("ended"),
                row.getInteger("failures"), Optional.ofNullable(Columns.failure(row)), row.getLong("calls"));
    }

    private static Tuple key(ImportPage page) {
        return Tuple.tuple().addUUID(UUID.fromString(page.objectRun())).addInteger(page.attempt())
                .addInteger(page.pageNo());
    }
}
