package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.model.Ledger;
import com.github.f4b6a3.uuid.UuidCreator;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

/**
 * Loads batches of one object: rows, rejects and checkpoint in one transaction. If PostgreSQL refuses a value, the batch
 * is halved until the record that holds it stands alone and is rejected; loading rows again counts them the same, so the
 * checkpoint may follow later.
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
    private final Destination destination;
    private final ForeignKeys keys;
    private final String upsert;
    private final String upsertCheckingKeys;
    private final Siblings siblings;
    private final Checkpoint checkpoint;

    BatchLoader(Pool pool, LoadPlan plan, Destination destination, ForeignKeys keys) {
        this.pool = pool;
        this.plan = plan;
        this.destination = destination;
        this.keys = keys;
        UpsertSql sql = new UpsertSql(plan);
        this.upsert = sql.text();
        this.upsertCheckingKeys = sql.checkingKeys();
        this.siblings = Siblings.ofUpsert(plan);
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
                .onFailure(Checkpoint.AlreadyThere.class).recoverWithNull();
    }

    private Uni<BatchOutcome> upsert(SqlConnection connection, BatchKey key, List<LoadRow> rows, boolean byBatch) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(BatchOutcome.none(plan.slots().size()));
        }
        UUID[] ids = newIds(rows);
        Tuple parameters = parameters(key, rows, ids);
        for (int slot : siblings.slots()) {
            parameters.addArrayOfUUID(siblings.named(slot, rows, ids));
        }
        Uni<Row> written = connection.query(byBatch ? BY_INDEX + "; " + ForeignKeys.BY_BATCH : BY_INDEX).execute()
                .flatMap(set -> connection.preparedQuery(byBatch ? upsertCheckingKeys : upsert).execute(parameters))
                .map(result -> result.iterator().next()).onItem().invoke(BatchLoader::refuseIfParentGone);
        return (byBatch ? written.call(row -> connection.query(ForeignKeys.BY_ROW).execute()) : written)
                .map(this::outcome);
    }

    private static void refuseIfParentGone(Row counts) {
        if (counts.getBoolean("gone")) {
            throw new ParentGone();
        }
    }

    /** A part of a batch by itself. Nobody of it is a sibling, since the other may be the one that is refused. */
    private Uni<BatchOutcome> upsert(BatchKey key, List<LoadRow> rows) {
        Tuple parameters = parameters(key, rows, newIds(rows));
        for (int ignored : siblings.slots()) {
            parameters.addArrayOfUUID(new UUID[rows.size()]);
        }
        return pool.preparedQuery(upsert).execute(parameters).map(result -> outcome(result.iterator().next()));
    }

    private static UUID[] newIds(List<LoadRow> rows) {
        return rows.stream().map(row -> UuidCreator.getTimeOrderedEpoch()).toArray(UUID[]::new);
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
        int slots = plan.slots().size();
        long[] named = new long[slots];
        for (int i = 0; i < slots; i++) {
            named[i] = row.references()[i] == null ? 0 : 1;
        }
        // PostgreSQL's own text quotes the value.
        return new BatchOutcome(Ledger.EMPTY, List.of(Reject.failed(row.sfId(), null, "value_refused",
                "The database refused a value of this record (SQLSTATE " + refusal.getSqlState() + ").",
                "Check the record for values that are out of range, then retry.")), named, named.clone());
    }

    /** SQLSTATE 22 (data), 23 (constraint) and 54 (too large): the value will not fit next time either. */
    private static boolean isRefusedValue(Throwable failure) {
        return failure instanceof PgException pg && pg.getSqlState() != null
                && (pg.getSqlState().startsWith("22") || pg.getSqlState().startsWith("23")
                        || pg.getSqlState().startsWith("54"));
    }

    private Tuple parameters(BatchKey key, List<LoadRow> rows, UUID[] ids) {
        int size = rows.size();
        Tuple tuple = Tuple.tuple().addUUID(destination.organizationId()).addString(destination.migrationId())
                .addString(destination.sfOrgId()).addBoolean(destination.replaceOtherOrg())
                .addUUID(key.objectRun()).addInteger(key.attempt());
        tuple.addArrayOfString(rows.stream().map(LoadRow::sfId).toArray(String[]::new));
        tuple.addArrayOfUUID(ids);
        tuple.addArrayOfLong(rows.stream().map(LoadRow::hash).toArray(Long[]::new));
        tuple.addArrayOfString(rows.stream().map(LoadRow::customFields).toArray(String[]::new));
        for (int i = 0; i < plan.slots().size(); i++) {
            String[] slot = new String[size];
            for (int row = 0; row < size; row++) {
                slot[row] = rows.get(row).references()[i];
            }
            tuple.addArrayOfString(slot);
        }
        for (int i = 0; i < plan.columns().size(); i++) {
            String[] column = new String[size];
            for (int row = 0; row < size; row++) {
                column[row] = rows.get(row).values()[i];
            }
            tuple.addArrayOfString(column);
        }
        return tuple;
    }

    private BatchOutcome outcome(Row counts) {
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
