package com.crmfactory.migration.importer.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.model.Ledger;

/**
 * Loads batches of a {@linkplain LoadPlan#isPlain plain} plan that the CRM does not have, by COPY: the same end state as by {@link UpsertSql}, faster. That
 * none of a batch was there is what the unique key of the table says: a batch with one that was is given up as a whole,
 * and so is one with a value that PostgreSQL refuses; whoever asked then takes the upsert. Blocks.
 */
final class FirstLoad {
    /** Milliseconds; longer than any batch takes. */
    private static final int LONGEST_SILENCE = 240_000;
    private static final int SAMPLES = 32;

    private final DataSource database;
    private final LoadPlan plan;
    private final Destination destination;
    private final Checkpoint checkpoint;
    private final ParentLookUp parents;
    private final NeededParents needed;
    private final CopyRows rows;
    private final Siblings siblings;
    private final ForeignKeys keys;

    FirstLoad(DataSource database, LoadPlan plan, Destination destination, ForeignKeys keys, ParentLookUp parents) {
        this.database = database;
        this.plan = plan;
        this.destination = destination;
        this.checkpoint = new Checkpoint(destination.organizationId());
        this.parents = parents;
        this.needed = new NeededParents(plan);
        this.rows = new CopyRows(plan, destination);
        this.siblings = new Siblings(plan);
        this.keys = keys;
    }

    /** Whether a look at some of its records lets hope that none is there; a wrong answer costs time and nothing else. */
    boolean isFor(SortedBatch batch) throws SQLException {
        int step = Math.max(1, batch.rows().size() / SAMPLES);
        Object[] some = IntStream.iterate(0, i -> i < batch.rows().size(), i -> i + step)
                .mapToObj(i -> batch.rows().get(i).sfId()).toArray();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT EXISTS (SELECT FROM crm."
                        + plan.table().relation() + " WHERE organization_id = ? AND sf_id = ANY (?))")) {
            statement.setObject(1, destination.organizationId());
            statement.setArray(2, connection.createArrayOf("text", some));
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && !answer.getBoolean(1);
            }
        }
    }

    /**
     * Loads a batch and its checkpoint in one transaction.
     *
     * @throws SQLException
     *             nothing is written then
     */
    void load(BatchKey key, SortedBatch batch) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, LONGEST_SILENCE);
            try {
                BatchOutcome outcome = write(connection, batch);
                checkpoint.write(connection, key, Checkpoint.Content.of(plan, outcome, batch));
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                giveUp(connection, e);
                throw e;
            }
        }
    }

    private static void giveUp(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and with it the transaction.
            cause.addSuppressed(e);
        }
    }

    private BatchOutcome write(Connection connection, SortedBatch batch) throws SQLException {
        ParentLookUp.Found found = parents.find(connection, batch.rows(), siblings);
        BatchOutcome outcome = new BatchOutcome(Ledger.EMPTY, new ArrayList<>(), new long[plan.slots().size()],
                new long[plan.slots().size()]);
        Parked parked = new Parked(plan, destination.organizationId());
        LookedUp lookedUp = new LookedUp(plan, destination.organizationId());
        boolean byBatch = keys.byBatch(connection);
        if (byBatch) {
            keys.takeOver(connection, parents.guarded(found));
        }
        long written = copy(connection, found, outcome, parked, lookedUp);
        if (byBatch) {
            keys.done(connection);
        }
        parked.write(connection);
        lookedUp.write(connection);
        return new BatchOutcome(new Ledger(written, 0, 0, 0, 0, 0), outcome.rejects(), outcome.filled(),
                outcome.lost());
    }

    private long copy(Connection connection, ParentLookUp.Found found, BatchOutcome outcome, Parked parked,
            LookedUp lookedUp) throws SQLException {
        List<NewRow> taken = found.rows().stream().filter(row -> isTaken(row, outcome)).toList();
        siblings.link(taken);
        try (CopyStream stream = new CopyStream(connection, rows.table())) {
            ImportedAt importedAt = new ImportedAt(found.clock());
            for (NewRow row : taken) {
                rows.put(stream, row.id(), row.source(), row.parent(), importedAt);
                parked.add(row);
                lookedUp.add(row.id(), row.parent());
            }
            return stream.end();
        }
    }

    /** Counts what the row names, and rejects it if a parent is missing that it needs. */
    private boolean isTaken(NewRow row, BatchOutcome outcome) {
        String missing = needed.field(row.source().references(), row.parent());
        row.source().countNamed(outcome.filled());
        if (missing != null) {
            row.source().countNamed(outcome.lost());
            outcome.rejects()
                    .add(Rejections.parentMissing(row.source().sfId(), missing, plan.rules().onMissingParent()));
        }
        return missing == null;
    }
}
