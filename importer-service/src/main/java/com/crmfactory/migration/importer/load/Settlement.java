package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.importer.row.Reject;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Decides about the records that wait for a parent of their own kind, once all records are read: those whose chain of
 * parents leads to one that is not there are rejected, all others, cycles included, are loaded. The decision knows only
 * the set of records, so it does not depend on the order in which they came. May be repeated after a crash.
 */
public final class Settlement {
    /** Stands in place of a page number: the checkpoints of what happens after all pages. */
    private static final int AFTER_ALL_PAGES = -1;
    private static final int CHUNK = 2_000;
    /** A holder whose lease has run out may be at it still; asked afterwards, the next one sees what came of that. */
    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('settlement ' || $1::text, 0))";
    private static final String IS_JUDGED = "SELECT EXISTS (SELECT FROM import.batch WHERE object_run = $1"
            + " AND attempt = $2 AND page_no = -1 AND batch_no = 0)";
    private static final String ACCOUNT = "INSERT INTO import.batch (object_run, attempt, page_no, batch_no, imported,"
            + " updated, unchanged, merged, skipped, failed, reference_counts) VALUES ($1, $2, -1, 0, 0, 0, 0, 0, $3, $4,"
            + " '{}')";
    private static final String NEXT = "SELECT sf_id, hash, custom, cells, refs, (SELECT 1 + max(batch_no) FROM"
            + " import.batch WHERE object_run = $1 AND attempt = $2 AND page_no = -1) AS batch_no FROM import.held"
            + " WHERE object_run = $1 AND attempt = $2 AND survivor_id IS NULL ORDER BY sf_id LIMIT " + CHUNK;
    private static final String FORGET = "DELETE FROM import.held WHERE object_run = $1 AND attempt = $2"
            + " AND sf_id = ANY ($3)";

    private final Pool pool;
    private final Loads loads;

    public Settlement(Pool pool, Loads loads) {
        this.pool = pool;
        this.loads = loads;
    }

    /**
     * @param turn
     *            asked before each step; if it fails, the records that are not loaded yet wait for the next run
     */
    public Uni<Void> run(LoadPlan plan, Destination destination, UUID objectRun, int attempt,
            Supplier<Uni<Void>> turn) {
        if (!plan.waitsForItsOwn()) {
            return Uni.createFrom().voidItem();
        }
        BatchLoader loader = loads.batches(plan.forSettling(), destination);
        return turn.get()
                .flatMap(free -> pool.withTransaction(
                        connection -> judge(connection, plan, destination, objectRun, attempt)))
                .flatMap(judged -> Multi.createBy().repeating()
                        .uni(() -> turn.get().flatMap(free -> loadSome(loader, objectRun, attempt)))
                        .whilst(loaded -> loaded > 0).onItem().ignoreAsUni());
    }

    private static Uni<Void> judge(SqlConnection connection, LoadPlan plan, Destination destination, UUID objectRun,
            int attempt) {
        return connection.preparedQuery(ALONE).execute(Tuple.of(objectRun.toString()))
                .flatMap(alone -> connection.preparedQuery(IS_JUDGED).execute(Tuple.of(objectRun, attempt)))
                .flatMap(judged -> judged.iterator().next().getBoolean(0)
                        ? Uni.createFrom().voidItem()
                        : reject(connection, plan, destination, objectRun, attempt));
    }

    private static Uni<Void> reject(SqlConnection connection, LoadPlan plan, Destination destination, UUID objectRun,
            int attempt) {
        Reject form = Rejections.parentMissing("", null, plan.rules().onMissingParent());
        boolean skips = form.state() == Reject.State.SKIPPED;
        return connection.preparedQuery(reject(plan))
                .execute(Tuple.of(destination.organizationId(), objectRun, attempt,
                        form.state().name().toLowerCase(Locale.ROOT), form.message(), form.hint()))
                .map(counted -> counted.iterator().next())
                .flatMap(counts -> connection.preparedQuery(ACCOUNT).execute(Tuple.of(objectRun, attempt,
                        (skips ? counts.getLong("rejected") : 0) - counts.getLong("waiting"),
                        skips ? 0L : counts.getLong("rejected"))))
                .replaceWithVoid();
    }

    private Uni<Integer> loadSome(BatchLoader loader, UUID objectRun, int attempt) {
        return pool.preparedQuery(NEXT).execute(Tuple.of(objectRun, attempt)).flatMap(rows -> {
            if (rows.size() == 0) {
                return Uni.createFrom().item(0);
            }
            List<LoadRow> waiting = new ArrayList<>();
            rows.forEach(row -> waiting.add(waiting(row)));
            String[] ids = waiting.stream().map(LoadRow::sfId).toArray(String[]::new);
            BatchKey key = new BatchKey(objectRun, attempt, AFTER_ALL_PAGES,
                    rows.iterator().next().getInteger("batch_no"));
            return loader.load(key, waiting, List.of(), connection -> connection.preparedQuery(FORGET)
                    .execute(Tuple.of(objectRun, attempt, ids)).replaceWithVoid()).replaceWith(waiting.size());
        });
    }

    /** What it points to outside the migration is counted with the batch that it came in. */
    private static LoadRow waiting(Row row) {
        return new LoadRow(row.getString("sf_id"), row.getArrayOfStrings("cells"), row.getArrayOfStrings("refs"), 0,
                row.getString("custom"), row.getLong("hash"), 0);
    }

    /**
     * Rejects what cannot be reached by a parent: first those whose parent is nowhere, then their children. A parent that
     * lives on in another record is there if that one is; if that one waits too, it is the parent.
     */
    private static String reject(LoadPlan plan) {
        String table = plan.table().relation();
        String edges = IntStream.range(0, plan.slots().size())
                .filter(i -> plan.isToItsOwn(plan.slots().get(i))).mapToObj(i -> edge(plan.slots().get(i), i + 1))
                .collect(joining(" UNION ALL "));
        return "WITH RECURSIVE h AS (SELECT sf_id, refs FROM import.held WHERE object_run = $2 AND attempt = $3"
                + " AND survivor_id IS NULL), r AS (" + edges
                + "), e AS (SELECT r.sf_id, coalesce(d.sf_id, r.parent) AS parent, r.field FROM r"
                + " LEFT JOIN crm.record_links g ON g.organization_id = $1 AND g.sf_id = r.parent AND g.entity = '"
                + table + "' LEFT JOIN import.decision d ON d.object_run = $2 AND d.own_id = g.id WHERE NOT EXISTS"
                + " (SELECT FROM crm." + table + " p WHERE p.organization_id = $1 AND p.sf_id = r.parent)"
                + " AND NOT EXISTS (SELECT FROM crm." + table
                + " o WHERE o.id = g.id)), bad (sf_id) AS"
                + " (SELECT e.sf_id FROM e LEFT JOIN h ON h.sf_id = e.parent WHERE h.sf_id IS NULL"
                + " UNION SELECT e.sf_id FROM bad JOIN e ON e.parent = bad.sf_id),"
                + " o AS (SELECT sf_id, min(field) AS field FROM bad JOIN e USING (sf_id) GROUP BY sf_id),"
                + " gone AS (DELETE FROM import.held t USING o WHERE t.object_run = $2 AND t.attempt = $3"
                + " AND t.sf_id = o.sf_id), noted AS (INSERT INTO import.reject (organization_id, object_run, attempt,"
                + " page_no, batch_no, sf_id, state, field, code, message, hint) SELECT $1, $2, $3, -1, 0, sf_id, $4,"
                + " field, 'parent_missing', $5, $6 FROM o RETURNING 1)"
                + " SELECT (SELECT count(*) FROM h) AS waiting, (SELECT count(*) FROM noted) AS rejected";
    }

    private static String edge(ReferenceSlot slot, int position) {
        return "SELECT sf_id, refs[" + position + "] AS parent, '" + slot.field() + "' AS field FROM h WHERE refs["
                + position + "] IS NOT NULL";
    }
}
