package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.model.Ledger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

/**
 * Loads batches of one object: rows, rejects and checkpoint in one transaction. If PostgreSQL refuses a value, the batch
 * is halved until the record that holds it stands alone and is rejected; loading rows again counts them the same, so the
 * checkpoint may follow later. Good for one page after the other.
 */
public final class BatchLoader {
    /**
     * A plan is kept that was made while the tables were empty, when reading all of one is cheapest; it would go on
     * reading all of them for each record. Compiling a statement never pays for one batch, and its rows fit into memory:
     * by PostgreSQL's default of 4 MB they would go to a file in between.
     */
    private static final String BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off;"
            + " SET LOCAL work_mem = '32MB'";

    private final Pool pool;
    private final LoadPlan plan;
    private final ForeignKeys keys;
    private final ParentLookUp parents;
    private final UnchangedRows unchanged;
    private final String upsert;
    private final String upsertCheckingKeys;
    private final UpsertParameters parameters;
    private final Checkpoint checkpoint;
    /** Until the first batch has shown whether it pays. */
    private volatile boolean seeksUnchanged = true;

    BatchLoader(Pool pool, LoadPlan plan, Destination destination, ForeignKeys keys, ParentLookUp parents) {
        this.pool = pool;
        this.plan = plan;
        this.keys = keys;
        this.parents = parents;
        this.unchanged = new UnchangedRows(plan, destination, parents);
        UpsertSql sql = new UpsertSql(plan);
        this.upsert = sql.text();
        this.upsertCheckingKeys = sql.checkingKeys();
        this.parameters = new UpsertParameters(plan, destination);
        this.checkpoint = new Checkpoint(destination.organizationId());
    }

    /** A parent was deleted while its children were being written; what was written is given up. */
    private static final class ParentGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ParentGone() {
            super("a parent of the batch has gone", null, false, false);
        }
    }

    /** Completes when the batch is in the database, also if another replica has just put it there. */
    public Uni<Void> load(BatchKey key, List<LoadRow> rows, List<Reject> rejects) {
        return load(key, rows, rejects, connection -> Uni.createFrom().voidItem());
    }

    /** @param along what else belongs into the transaction of the checkpoint */
    Uni<Void> load(BatchKey key, List<LoadRow> rows, List<Reject> rejects, Function<SqlConnection, Uni<Void>> along) {
        SortedBatch batch = SortedBatch.of(rows, rejects);
        return keys.byBatch()
                .flatMap(byBatch -> pool.withTransaction(connection -> upsert(connection, key, batch.rows(), byBatch)
                        .flatMap(outcome -> checkpoint.write(connection, key,
                                Checkpoint.Content.of(plan, outcome, batch)))
                        .flatMap(written -> along.apply(connection))))
                .onFailure(failure -> isRefusedValue(failure) || failure instanceof ParentGone)
                .recoverWithUni(() -> halved(key, batch.rows()).flatMap(outcome -> pool.withTransaction(
                        connection -> checkpoint.write(connection, key, Checkpoint.Content.of(plan, outcome, batch))
                                .flatMap(written -> along.apply(connection)))))
                .onFailure(Checkpoint.NotWanted.class).recoverWithNull();
    }

    private Uni<BatchOutcome> upsert(SqlConnection connection, BatchKey key, List<LoadRow> rows, boolean byBatch) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(none());
        }
        return connection.query(BY_INDEX).execute()
                .flatMap(set -> seeksUnchanged ? unchanged.of(connection, rows) : allOthers(connection, rows))
                .flatMap(sorted -> judged(connection, key, sorted.others(), byBatch).map(sorted.unchanged()::plus))
                .invoke(outcome -> seeksUnchanged = 2 * outcome.ledger().unchanged() > rows.size());
    }

    private Uni<UnchangedRows.Sorted> allOthers(SqlConnection connection, List<LoadRow> rows) {
        return parents.find(connection, rows).map(found -> new UnchangedRows.Sorted(none(), found.rows()));
    }

    private Uni<BatchOutcome> judged(SqlConnection connection, BatchKey key, List<NewRow> rows, boolean byBatch) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(none());
        }
        Tuple values = parameters.of(key, rows, true);
        return byBatch
                ? connection.query(ForeignKeys.BY_BATCH).execute()
                        .flatMap(set -> connection.preparedQuery(upsertCheckingKeys).execute(values))
                        .call(result -> connection.query(ForeignKeys.BY_ROW).execute()).map(this::outcome)
                : connection.preparedQuery(upsert).execute(values).map(this::outcome);
    }

    private BatchOutcome none() {
        return BatchOutcome.none(plan.slots().size());
    }

    /** A part of a batch by itself. Nobody of it is a sibling, since the other may be the one that is refused. */
    private Uni<BatchOutcome> upsert(BatchKey key, List<LoadRow> rows) {
        return parents.findAnew(pool, rows).flatMap(found -> pool.preparedQuery(upsert)
                .execute(parameters.of(key, found.rows(), false))).map(this::outcome);
    }

    private Uni<BatchOutcome> halved(BatchKey key, List<LoadRow> rows) {
        if (rows.size() > 1) {
            int half = rows.size() / 2;
            return Multi.createFrom().items(rows.subList(0, half), rows.subList(half, rows.size()))
                    .onItem().transformToUniAndConcatenate(part -> upsert(key, part)
                            .onFailure(BatchLoader::isRefusedValue).recoverWithUni(() -> halved(key, part)))
                    .collect().in(() -> new ArrayList<BatchOutcome>(), List::add)
                    .map(parts -> parts.get(0).plus(parts.get(1)));
        }
        return upsert(key, rows).onFailure(BatchLoader::isRefusedValue)
                .recoverWithItem(refusal -> refused(rows.get(0), (PgException) refusal));
    }

    private BatchOutcome refused(LoadRow row, PgException refusal) {
        long[] named = new long[plan.slots().size()];
        row.countNamed(named);
        return new BatchOutcome(Ledger.EMPTY, List.of(Rejections.valueRefused(row.sfId(), refusal.getSqlState())),
                named, named.clone());
    }

    /** SQLSTATE 22 (data), 23 (constraint) and 54 (too large): the value will not fit next time either. */
    static boolean isRefusedValue(Throwable failure) {
        return failure instanceof PgException pg && pg.getSqlState() != null
                && (pg.getSqlState().startsWith("22") || pg.getSqlState().startsWith("23")
                        || pg.getSqlState().startsWith("54"));
    }

    private BatchOutcome outcome(RowSet<Row> answer) {
        Row counts = answer.iterator().next();
        if (counts.getBoolean("gone")) {
            throw new ParentGone();
        }
        int slots = plan.slots().size();
        long[] filled = new long[slots];
        long[] lost = new long[slots];
        for (int i = 0; i < slots; i++) {
            filled[i] = counts.getLong("f" + i);
            lost[i] = counts.getLong("l" + i);
        }
        // Those that wait are accounted for as skipped until it is known what becomes of them.
        return new BatchOutcome(new Ledger(counts.getLong("imported"), counts.getLong("updated"),
                counts.getLong("unchanged"), counts.getLong("merged"), counts.getLong("held"), 0),
                Rejections.of(counts, plan.rules().onMissingParent()), filled, lost);
    }
}
