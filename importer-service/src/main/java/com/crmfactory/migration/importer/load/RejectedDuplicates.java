package com.crmfactory.migration.importer.load;

import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.Reject;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Duplicates that were to be merged or skipped and cannot be: they are counted and told as failed. May be repeated.
 */
final class RejectedDuplicates {
    private static final Reject WITHOUT_SURVIVOR = Reject.failed("", null, "survivor_missing",
            "The record that this one is a duplicate of was rejected.",
            "Look up that record's own failure, then retry.");
    private static final String NOT_THERE = " AND NOT EXISTS (SELECT FROM crm.%1$s t WHERE t.organization_id = $1"
            + " AND t.id = %2$s.survivor_id)";
    private static final String UNLINKED = ", unlinked AS (DELETE FROM crm.record_links g USING lost"
            + " WHERE g.organization_id = $1 AND g.sf_id = lost.sf_id AND g.id = lost.survivor_id)";
    private static final String MERGED = "WITH lost AS (DELETE" + Merges.KEPT
            + "%s RETURNING h.sf_id, h.survivor_id)%s INSERT INTO import.reject (organization_id, object_run, attempt,"
            + " page_no, batch_no, sf_id, state, field, code, message, hint) SELECT $1, $2, $3, -2, 0, sf_id, 'failed',"
            + " NULL, $4, $5, $6 FROM lost";
    /** They have been rejected for another reason. */
    private static final String SKIPPED = "WITH lost AS (SELECT d.sf_id, d.survivor_id FROM import.decision d WHERE d.object_run = $2"
            + " AND d.survivor_id IS NOT NULL" + NOT_THERE.replace("%2$s", "d") + ")" + UNLINKED
            + " UPDATE import.reject r SET state = 'failed', code = $4, message = $5, hint = $6 FROM lost"
            + " WHERE r.object_run = $2 AND r.attempt = $3 AND r.sf_id = lost.sf_id AND r.code = 'duplicate'";
    /** Takes back what was counted before, under the page number that stands for this step. */
    private static final String ACCOUNT = "INSERT INTO import.batch (object_run, attempt, page_no, batch_no, imported,"
            + " updated, unchanged, merged, skipped, failed, reference_counts) SELECT $1, $2, -2, coalesce(max(batch_no) + 1,"
            + " 0), 0, 0, 0, $3, $4, $5, '{}' FROM import.batch WHERE object_run = $1 AND attempt = $2 AND page_no = -2";

    private final LoadPlan plan;
    private final Destination destination;
    private final UUID objectRun;
    private final int attempt;

    RejectedDuplicates(LoadPlan plan, Destination destination, UUID objectRun, int attempt) {
        this.plan = plan;
        this.destination = destination;
        this.objectRun = objectRun;
        this.attempt = attempt;
    }

    /** The record that was to live on was itself rejected: nobody has what its duplicates hold. */
    Uni<Void> withoutSurvivor(SqlConnection connection) {
        boolean merging = plan.rules().merging();
        String sql = merging
                ? MERGED.formatted(NOT_THERE.formatted(plan.table().relation(), "h"), UNLINKED)
                : SKIPPED.formatted(plan.table().relation());
        return reject(connection, sql, parameters(WITHOUT_SURVIVOR), merging);
    }

    /** PostgreSQL refuses a value of one that was to be merged. It is a duplicate all the same, so its children follow. */
    Uni<Void> refused(SqlConnection connection, String sfId, String sqlState) {
        return reject(connection, MERGED.formatted(" AND h.sf_id = $7", ""),
                parameters(Rejections.valueRefused(sfId, sqlState)).addString(sfId), true);
    }

    private Tuple parameters(Reject form) {
        return Tuple.of(destination.organizationId(), objectRun, attempt, form.code(), form.message(), form.hint());
    }

    private Uni<Void> reject(SqlConnection connection, String sql, Tuple parameters, boolean merged) {
        return connection.preparedQuery(sql).execute(parameters).flatMap(lost -> lost.rowCount() == 0
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(ACCOUNT).execute(Tuple.of(objectRun, attempt, merged ? -lost.rowCount() : 0,
                        merged ? 0 : -lost.rowCount(), lost.rowCount())).replaceWithVoid());
    }
}
