package com.crmfactory.migration.importer.load;

import java.util.List;
import java.util.UUID;

import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.model.Ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Writes that a batch is done, with its counters and rejects, in the transaction of its rows. */
final class Checkpoint {
    private static final String BATCH = "INSERT INTO import.batch (object_run, attempt, page_no, batch_no, imported,"
            + " updated, unchanged, merged, skipped, failed, reference_counts, repaired)"
            + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";
    private static final String REJECTS = "INSERT INTO import.reject (organization_id, object_run, attempt, page_no,"
            + " batch_no, sf_id, state, field, code, message, hint) SELECT $1, $2, $3, $4, $5, r.* FROM"
            + " unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[]) r";

    private final UUID organizationId;

    Checkpoint(UUID organizationId) {
        this.organizationId = organizationId;
    }

    /** What a batch came to; the ledger is without the rejects. */
    record Content(Ledger ledger, List<Reject> rejects, JsonObject references, int repaired) {
    }

    /** Another delivery of the same page was faster; what this transaction wrote is given up. */
    static final class AlreadyThere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AlreadyThere(BatchKey key) {
            super("batch " + key + " is loaded already", null, false, false);
        }
    }

    Uni<Void> write(SqlConnection connection, BatchKey key, Content content) {
        return connection.preparedQuery(BATCH).execute(batch(key, content)).flatMap(
                written -> written.rowCount() == 0
                        ? Uni.createFrom().failure(new AlreadyThere(key))
                        : rejects(connection, key, content.rejects()));
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
        if (rejects.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple tuple = Tuple.tuple().addUUID(organizationId).addUUID(key.objectRun()).addInteger(key.attempt())
                .addInteger(key.pageNo()).addInteger(key.batchNo());
        tuple.addArrayOfString(rejects.stream().map(Reject::sfId).toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(r -> r.state().name().toLowerCase(java.util.Locale.ROOT))
                .toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(Reject::field).toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(Reject::code).toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(Reject::message).toArray(String[]::new));
        tuple.addArrayOfString(rejects.stream().map(Reject::hint).toArray(String[]::new));
        return connection.preparedQuery(REJECTS).execute(tuple).replaceWithVoid();
    }
}
