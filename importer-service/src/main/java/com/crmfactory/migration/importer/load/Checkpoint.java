package com.crmfactory.migration.importer.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.model.Ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Writes that a batch is done, with its counters and rejects, in the transaction of its rows. */
final class Checkpoint {
    /**
     * The lock keeps the object from ending, which sums the batches up, before this one is there; whoever only tells how
     * far it is does not wait for it.
     */
    private static final String BATCH = "WITH run AS (SELECT id, attempt FROM import.object_run WHERE id = $1"
            + " AND attempt = $2 AND status IN ('importing', 'linking') FOR KEY SHARE) INSERT INTO import.batch (object_run,"
            + " attempt, page_no, batch_no, imported, updated, unchanged, merged, skipped, failed, reference_counts,"
            + " repaired) SELECT id, attempt, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM run ON CONFLICT DO NOTHING";
    private static final String REJECTS = "INSERT INTO import.reject (organization_id, object_run, attempt, page_no,"
            + " batch_no, sf_id, state, field, code, message, hint) SELECT $1, $2, $3, $4, $5, r.* FROM"
            + " unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[]) r";

    private final UUID organizationId;

    Checkpoint(UUID organizationId) {
        this.organizationId = organizationId;
    }

    /** What a batch came to; the ledger is without the rejects. */
    record Content(Ledger ledger, List<Reject> rejects, JsonObject references, int repaired) {

        static Content of(LoadPlan plan, BatchOutcome outcome, SortedBatch batch) {
            List<Reject> all = new ArrayList<>(batch.rejects());
            all.addAll(outcome.rejects());
            return new Content(outcome.ledger(), all, ReferenceCounts.of(plan, outcome, batch.rows()),
                    batch.repaired());
        }
    }

    /**
     * Another delivery of the same page was faster, or the object has ended or begun anew meanwhile; what this
     * transaction wrote is given up.
     */
    static final class NotWanted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotWanted(BatchKey key) {
            super("batch " + key + " is loaded already, or its attempt is over", null, false, false);
        }
    }

    Uni<Void> write(SqlConnection connection, BatchKey key, Content content) {
        return connection.preparedQuery(BATCH).execute(batch(key, content)).flatMap(
                written -> written.rowCount() == 0
                        ? Uni.createFrom().failure(new NotWanted(key))
                        : rejects(connection, key, content.rejects()));
    }

    /** The same within a transaction of JDBC; blocks. */
    void write(Connection connection, BatchKey key, Content content) throws SQLException {
        if (execute(connection, BATCH, batch(key, content)) == 0) {
            throw new NotWanted(key);
        }
        if (!content.rejects().isEmpty()) {
            execute(connection, REJECTS, rejects(key, content.rejects()));
        }
    }

    /** The parameters of these statements stand in their order. */
    private static int execute(Connection connection, String sql, Tuple parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.replaceAll("\\$\\d+", "?"))) {
            for (int i = 0; i < parameters.size(); i++) {
                Object value = parameters.getValue(i);
                if (value instanceof String[] texts) {
                    statement.setArray(i + 1, connection.createArrayOf("text", texts));
                } else if (value instanceof JsonObject json) {
                    statement.setObject(i + 1, json.encode(), Types.OTHER);
                } else {
                    statement.setObject(i + 1, value);
                }
            }
            return statement.executeUpdate();
        }
    }

    private static Tuple batch(BatchKey key, Content content) {
        Ledger ledger = content.ledger();
        long skipped = content.rejects().stream().filter(r -> r.state() == Reject.State.SKIPPED).count();
        long failed = content.rejects().size() - skipped;
        return Tuple.tuple().addUUID(key.objectRun()).addInteger(key.attempt()).addInteger(key.pageNo())
                .addInteger(key.batchNo()).addLong(ledger.imported()).addLong(ledger.updated())
                .addLong(ledger.unchanged()).addLong(ledger.merged()).addLong(ledger.skipped() + skipped)
                .addLong(ledger.failed() + failed).addJsonObject(content.references())
                .addInteger(content.repaired());
    }

    private Uni<Void> rejects(SqlConnection connection, BatchKey key, List<Reject> rejects) {
        return rejects.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(REJECTS).execute(rejects(key, rejects)).replaceWithVoid();
    }

    private Tuple rejects(BatchKey key, List<Reject> rejects) {
        Tuple tuple = Tuple.tuple().addUUID(organizationId).addUUID(key.objectRun()).addInteger(key.attempt())
                .addInteger(key.pageNo()).addInteger(key.batchNo());
        tuple.addArrayOfString(rejects.stream().map(Reject::sfId).toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(r -> r.state().name().toLowerCase(java.util.Locale.ROOT))
                .toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(Reject::field).toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(Reject::code).toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(Reject::message).toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(Reject::hint).toArray(String[]::new));
        return tuple;
    }
}
