package com.crmfactory.migration.importer.load;

import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.Reject;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Duplicates of a record that was to live on and was itself rejected: then they are, too, whether they were to be merged
 * or skipped, since nobody else has what they hold. May be repeated.
 */
final class LostSurvivors {
    private static final Reject FORM = Reject.failed("", null, "survivor_missing",
            "The record that this one is a duplicate of was rejected.",
            "Look up that record's own failure, then retry.");
    private static final String NOT_THERE = " AND NOT EXISTS (SELECT FROM crm.%1$s t WHERE t.organization_id = $1"
            + " AND t.id = %2$s.survivor_id)";
    private static final String UNLINKED = "unlinked AS (DELETE FROM crm.record_links g USING lost"
            + " WHERE g.organization_id = $1 AND g.sf_id = lost.sf_id)";
    private static final String MERGED = "WITH lost AS (DELETE" + Merges.KEPT + NOT_THERE.replace("%2$s", "h")
            + " RETURNING h.sf_id), " + UNLINKED + " INSERT INTO import.reject (organization_id, object_run, attempt,"
            + " page_no, batch_no, sf_id, state, field, code, message, hint) SELECT $1, $2, $3, -2, 0, sf_id, 'failed',"
            + " NULL, $4, $5, $6 FROM lost";
    /** They have been rejected for another reason. */
    private static final String SKIPPED = "WITH lost AS (SELECT d.sf_id FROM import.decision d WHERE d.object_run = $2"
            + " AND d.survivor_id IS NOT NULL" + NOT_THERE.replace("%2$s", "d") + "), " + UNLINKED
            + " UPDATE import.reject r SET state = 'failed', code = $4, message = $5, hint = $6 FROM lost"
            + " WHERE r.object_run = $2 AND r.attempt = $3 AND r.sf_id = lost.sf_id AND r.code = 'duplicate'";
    /** Takes back what was counted before, under the page number that stands for this step. */
    private static final String ACCOUNT = "INSERT INTO import.batch (object_run, attempt, page_no, batch_no, imported,"
            + " updated, unchanged, merged, skipped, failed, reference_counts) VALUES ($1, $2, -2, 0, 0, 0, 0, $3, $4, $5,"
            + " '{}') ON CONFLICT DO NOTHING";

    private final LoadPlan plan;
    private final Destination destination;
    private final UUID objectRun;
    private final int attempt;

    LostSurvivors(LoadPlan plan, Destination destination, UUID objectRun, int attempt) {
        this.plan = plan;
        this.destination = destination;
        this.objectRun = objectRun;
        this.attempt = attempt;
    }

    Uni<Void> reject(SqlConnection connection) {
        boolean merging = plan.rules().merging();
        return connection.preparedQuery((merging ? MERGED : SKIPPED).formatted(plan.table().relation()))
                .execute(Tuple.of(destination.organizationId(), objectRun, attempt, FORM.code(), FORM.message(),
                        FORM.hint()))
                .flatMap(lost -> lost.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : connection.preparedQuery(ACCOUNT)
                                .execute(Tuple.of(objectRun, attempt, merging ? -lost.rowCount() : 0,
                                        merging ? 0 : -lost.rowCount(), lost.rowCount()))
                                .replaceWithVoid());
    }
}
