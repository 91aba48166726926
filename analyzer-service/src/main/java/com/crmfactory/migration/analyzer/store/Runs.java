package com.crmfactory.migration.analyzer.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.messaging.Outbox;
import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.messaging.Traceparent;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.AnalysisCommand.AnalyzeOrg;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The analyses that were asked for, and who works on them. Leases use the database's clock. A change of state and the
 * event that tells of it are one transaction.
 */
@ApplicationScoped
public class Runs {
    private static final String SOURCE = "/analyzer";
    /** A newer analysis of the migration may have been stored before: then this one is too late. */
    private static final String ACCEPT = """
                                         INSERT INTO analysis.run (migration_id, analysis, organization_id, instance_url, sealed_token,
                                                                   credential_revision, traceparent, measured)
                                         SELECT $1, $2, $3, $4, $5, $6, $7, $8::jsonb
                                         WHERE NOT EXISTS (SELECT FROM analysis.run WHERE migration_id = $1 AND analysis > $2)
                                         ON CONFLICT DO NOTHING""";
    private static final String SUPERSEDE = """
                                            UPDATE analysis.run SET status = 'superseded', sealed_token = NULL, epoch = epoch + 1, updated_at = now()
                                            WHERE migration_id = $1 AND analysis < $2 AND status IN ('pending', 'running')""";
    private static final String TAKE = """
                                       UPDATE analysis.run SET status = 'running', epoch = epoch + 1, attempts = attempts + 1,
                                              lease_until = clock_timestamp() + make_interval(secs => $1), updated_at = now()
                                       WHERE (migration_id, analysis) = (
                                           SELECT migration_id, analysis FROM analysis.run
                                           WHERE status IN ('pending', 'running') AND (lease_until IS NULL OR lease_until < clock_timestamp())
                                           ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                                       RETURNING *""";
    private static final String RENEW = """
                                        UPDATE analysis.run SET lease_until = clock_timestamp() + make_interval(secs => $4)
                                        WHERE migration_id = $1 AND analysis = $2 AND epoch = $3 AND status = 'running'""";
    private static final String RELEASE = """
                                          UPDATE analysis.run SET lease_until = clock_timestamp() + make_interval(secs => $4)
                                          WHERE migration_id = $1 AND analysis = $2 AND epoch = $3 AND status = 'running'""";
    /** Locks the row, so that no other holder changes it before this transaction ends. */
    private static final String GET_ON = """
                                         UPDATE analysis.run SET attempts = 0, updated_at = now(), scope = coalesce($4::jsonb, scope),
                                                api_calls = greatest(api_calls, $5)
                                         WHERE migration_id = $1 AND analysis = $2 AND epoch = $3 AND status = 'running'""";
    private static final String END = """
                                      UPDATE analysis.run SET status = $4, sealed_token = NULL, lease_until = NULL, updated_at = now()
                                      WHERE migration_id = $1 AND analysis = $2 AND epoch = $3 AND status = 'running'""";

    private final Pool pool;
    private final Outbox outbox;
    private final ObjectMapper json;

    public Runs(Pool pool, Outbox outbox, ObjectMapper json) {
        this.pool = pool;
        this.outbox = outbox;
        this.json = json;
    }

    /** Stores what is to be done; the same command again changes nothing. */
    public Uni<Void> accept(AnalyzeOrg command) {
        Tuple row = Tuple.tuple().addString(command.migrationId()).addInteger(command.analysis())
                .addString(command.organizationId()).addString(command.instanceUrl()).addString(command.token().jwe())
                .addLong(command.token().revision()).addString(Traceparent.current().value())
                .addValue(measured(command.recordsPerSecond()));
        return pool.withTransaction(connection -> connection.preparedQuery(ACCEPT).execute(row)
                .chain(done -> connection.preparedQuery(SUPERSEDE)
                        .execute(Tuple.of(command.migrationId(), command.analysis()))))
                .replaceWithVoid();
    }

    /** Takes up the oldest analysis that nobody works on. */
    public Uni<Optional<Lease>> take(Duration lease) {
        return pool.preparedQuery(TAKE).execute(Tuple.of(seconds(lease)))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(lease(rows.iterator().next())));
    }

    /** Fails with {@link LeaseLost}. */
    public Uni<Void> renew(Lease lease, Duration duration) {
        return pool.preparedQuery(RENEW).execute(key(lease).addDouble(seconds(duration)))
                .invoke(rows -> requireHeld(rows, lease)).replaceWithVoid();
    }

    /** Lets anybody take it up after a pause. */
    public Uni<Void> release(Lease lease, Duration pause) {
        return pool.preparedQuery(RELEASE).execute(key(lease).addDouble(seconds(pause))).replaceWithVoid();
    }

    /**
     * Changes the analysis' state and tells of it, in one transaction. Fails with {@link LeaseLost}.
     *
     * @param scope
     *            null to leave it
     * @param apiCalls
     *            made for this analysis so far
     */
    Uni<Void> advance(Lease lease, JsonObject scope, long apiCalls, List<AnalysisEvent> events,
            Function<SqlConnection, Uni<Void>> change) {
        return pool.withTransaction(connection -> connection.preparedQuery(GET_ON)
                .execute(key(lease).addValue(scope).addLong(apiCalls))
                .invoke(rows -> requireHeld(rows, lease))
                .chain(() -> change.apply(connection)).chain(() -> tell(connection, lease, events)));
    }

    /** Ends it for good and tells of it. */
    public Uni<Void> end(Lease lease, AnalysisEvent event) {
        String status = event instanceof AnalysisEvent.AnalysisCompleted ? "completed" : "failed";
        return pool.withTransaction(connection -> connection.preparedQuery(END).execute(key(lease).addString(status))
                .invoke(rows -> requireHeld(rows, lease)).chain(() -> tell(connection, lease, List.of(event))));
    }

    private Uni<Void> tell(SqlConnection connection, Lease lease, List<AnalysisEvent> events) {
        return outbox.add(connection, events.stream().map(event -> OutboxEntry.of(Topics.ANALYSIS_EVENTS, SOURCE,
                event, json, lease.trace().child())).toList());
    }

    private static void requireHeld(RowSet<Row> updated, Lease lease) {
        if (updated.rowCount() == 0) {
            throw new LeaseLost(lease);
        }
    }

    private static Tuple key(Lease lease) {
        return Tuple.tuple().addString(lease.migrationId()).addInteger(lease.analysis()).addLong(lease.epoch());
    }

    private static JsonObject measured(Map<String, Double> recordsPerSecond) {
        JsonObject measured = new JsonObject();
        if (recordsPerSecond != null) {
            recordsPerSecond.forEach(measured::put);
        }
        return measured;
    }

    private static Map<String, Double> measured(JsonObject stored) {
        return stored.stream().collect(Collectors.toMap(Map.Entry::getKey,
                entry -> ((Number) entry.getValue()).doubleValue()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private static Lease lease(Row row) {
        return new Lease(row.getString("migration_id"), row.getInteger("analysis"), row.getLong("epoch"),
                row.getInteger("attempts"), row.getString("organization_id"), row.getString("instance_url"),
                row.getString("sealed_token"), Traceparent.of(row.getString("traceparent")),
                row.getLong("api_calls"), measured(row.getJsonObject("measured")));
    }
}
