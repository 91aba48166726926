package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.messaging.Outbox;
import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.messaging.OutboxRelay;
import com.crmfactory.migration.messaging.Traceparent;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The objects' runs and their leases. Time is the database's; every change names the epoch of its holder and is lost if
 * another has taken over.
 */
@ApplicationScoped
class ObjectRuns {
    /** The command as text, which is read once; as JSON the client would read it twice. */
    private static final String COLUMNS = "id, organization_id, command::text AS command, status, redo, attempt, first_attempt,"
            + " column_groups, records_total, delivered, imported, updated, unchanged, merged, skipped, failed, api_calls,"
            + " sequence, failure, traceparent, epoch";
    private static final String INSERT = "INSERT INTO import.object_run AS r (id, migration_id, organization_id, sf_org_id,"
            + " run, object, target, command, records_total, traceparent, retry, sequence) VALUES ($1, $2, $3, $4, $5, $6,"
            + " $7, $8, $9, $10, $11, $12) ON CONFLICT (migration_id, run, object) DO UPDATE SET"
            + " redo = CASE WHEN r.status IN ('completed', 'completed_with_errors') THEN 'rejected' ELSE 'all' END,"
            + " target = EXCLUDED.target, command = EXCLUDED.command, retry = EXCLUDED.retry, status = 'pending',"
            + " sequence = greatest(r.sequence, EXCLUDED.sequence), failure = NULL, finished_at = NULL,"
            + " lease_owner = NULL, lease_until = NULL"
            + " WHERE r.retry < EXCLUDED.retry"
            + " AND r.status IN ('completed', 'completed_with_errors', 'failed', 'skipped')";
    private static final String AT_WORK = "%s.status IN ('pending', 'extracting', 'importing', 'linking')";
    private static final String FREE = AT_WORK.formatted("r") + " AND (r.lease_until IS NULL OR r.lease_until < now())";
    /**
     * A migration's objects take seats of their own, so that one whose Bulk jobs wait for hours keeps no other from its
     * turn; who has the fewest comes first. The window function allows no lock beside it, hence the second look.
     */
    private static final String CLAIM = "WITH seat AS (SELECT r.id, r.created_at, row_number() OVER (PARTITION BY"
            + " r.migration_id ORDER BY r.created_at) + (SELECT count(*) FROM import.object_run h WHERE"
            + " h.migration_id = r.migration_id AND h.lease_owner = $1 AND h.lease_until >= now() AND "
            + AT_WORK.formatted("h")
            + ") AS number FROM import.object_run r WHERE " + FREE + " AND EXISTS (SELECT FROM import.standing s"
            + " WHERE s.migration_id = r.migration_id AND s.standing <> 'held'))"
            + " UPDATE import.object_run SET lease_owner = $1, lease_until = now() + $2 * interval '1 millisecond',"
            + " epoch = epoch + 1 WHERE id IN (SELECT r.id FROM import.object_run r JOIN seat ON seat.id = r.id"
            + " WHERE seat.number <= $3 AND " + FREE + " ORDER BY seat.number, seat.created_at LIMIT $4"
            + " FOR UPDATE OF r SKIP LOCKED) RETURNING " + COLUMNS + ", EXISTS (SELECT FROM import.object_run o WHERE"
            + " o.organization_id = object_run.organization_id AND o.object = object_run.object"
            + " AND o.sf_org_id = object_run.sf_org_id AND o.attempt_at > object_run.attempt_at"
            + " AND object_run.status <> 'pending') AS outdated";
    private static final String RENEW = "UPDATE import.object_run SET lease_until = now()"
            + " + $2 * interval '1 millisecond' WHERE id = ANY ($3) AND lease_owner = $1";
    private static final String RELEASE = "UPDATE import.object_run SET lease_owner = NULL, lease_until = NULL"
            + " WHERE id = $1 AND epoch = $2";
    /** Stronger than a change needs: it waits for the batches that are about to be committed. */
    private static final String LOCK = "SELECT FROM import.object_run WHERE id = $1 AND epoch = $2 FOR UPDATE";
    /** Customers' values, which nobody takes any more: they waited for the end of an attempt that is over. */
    private static final String FORGET_HELD = "DELETE FROM import.held WHERE object_run = $1";
    /** Likewise the keys of an object that ended before its duplicates were decided; attempts share them. */
    private static final String FORGET_STAGED = "DELETE FROM import.staged WHERE object_run = $1";

    private final Pool pool;
    private final ObjectMapper json;
    private final Outbox outbox;
    private final OutboxRelay relay;

    ObjectRuns(Pool pool, ObjectMapper json, Outbox outbox, OutboxRelay relay) {
        this.pool = pool;
        this.json = json;
        this.outbox = outbox;
        this.relay = relay;
    }

    /**
     * Stores a command; one that is stored already changes nothing, nor does an older retry.
     *
     * @return whether it was stored
     */
    Uni<Boolean> add(SqlConnection connection, ImportObject command) {
        return connection.preparedQuery(INSERT).execute(Tuple.tuple().addUUID(UuidCreator.getTimeOrderedEpoch())
                .addString(command.migrationId()).addUUID(UUID.fromString(command.organizationId()))
                .addString(command.source().sfOrgId()).addInteger(command.run()).addString(command.object())
                .addString(command.configuration().target()).addJsonObject(new JsonObject(write(command)))
                .addLong(command.expectedRecords()).addString(Traceparent.current().value())
                .addInteger(command.retry() == null ? 0 : command.retry())
                .addLong(command.sequence() == null ? 0 : command.sequence())).map(rows -> rows.rowCount() == 1);
    }

    /**
     * An object that was taken over.
     *
     * @param outdated
     *            while it was held, another migration began to import the same object of the same org
     */
    record Claimed(ObjectRun run, boolean outdated) {
    }

    /**
     * Takes over objects that nobody drives.
     *
     * @param perMigration
     *            how many of one migration this owner drives at most
     * @param room
     *            how many more it can drive
     */
    Uni<List<Claimed>> claim(String owner, Duration lease, int perMigration, int room) {
        return pool.preparedQuery(CLAIM).execute(Tuple.of(owner, lease.toMillis(), perMigration, room)).map(rows -> {
            List<Claimed> claimed = new ArrayList<>();
            rows.forEach(row -> claimed.add(new Claimed(run(row), row.getBoolean("outdated"))));
            return claimed;
        });
    }

    Uni<Void> renew(String owner, Duration lease, Collection<UUID> ids) {
        return pool.preparedQuery(RENEW).execute(Tuple.of(owner, lease.toMillis(), ids.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** Lets go of an object that cannot go on for now. */
    Uni<Void> release(ObjectRun run) {
        return pool.preparedQuery(RELEASE).execute(Tuple.of(run.id(), run.epoch())).replaceWithVoid();
    }

    Uni<Optional<ObjectRun>> find(UUID id) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM import.object_run WHERE id = $1").execute(Tuple.of(id))
                .map(this::runs).map(runs -> runs.stream().findFirst());
    }

    /** The last import of an object from an org, of whichever migration. */
    Uni<Optional<ObjectRun>> latest(UUID organizationId, String sfOrgId, String object) {
        return pool
                .preparedQuery(
                        "SELECT " + COLUMNS + " FROM import.object_run WHERE organization_id = $1 AND sf_org_id = $2"
                                + " AND object = $3 ORDER BY created_at DESC LIMIT 1")
                .execute(Tuple.of(organizationId, sfOrgId, object))
                .map(this::runs).map(runs -> runs.stream().findFirst());
    }

    /** Changes a run without telling anybody. */
    Uni<Optional<ObjectRun>> change(ObjectRun run, Change change) {
        return change(run, change, changed -> List.of());
    }

    /**
     * Changes a run and stores what is to be told of it, in one transaction; its sequence rises by one.
     *
     * @return empty if another holder has taken over
     */
    Uni<Optional<ObjectRun>> change(ObjectRun run, Change change, Function<ObjectRun, List<OutboxEntry>> tell) {
        return change(run, change, tell, (connection, now) -> Uni.createFrom().voidItem());
    }

    /**
     * The same where what is changed, the ledger say, has to be read when no batch of the object is about to be committed:
     * those that come after see that it has ended.
     *
     * @param change
     *            asked for in that transaction
     */
    Uni<Optional<ObjectRun>> end(ObjectRun run, Function<SqlConnection, Uni<Change>> change,
            Function<ObjectRun, List<OutboxEntry>> tell) {
        return pool.withTransaction(connection -> connection.preparedQuery(LOCK)
                .execute(Tuple.of(run.id(), run.epoch())).flatMap(locked -> change.apply(connection))
                .flatMap(found -> change(connection, run, found, tell, (c, now) -> Uni.createFrom().voidItem())))
                .invoke(relay::wake);
    }

    /** @param along what else is written in that transaction, if this holder still is the one */
    Uni<Optional<ObjectRun>> change(ObjectRun run, Change change, Function<ObjectRun, List<OutboxEntry>> tell,
            BiFunction<SqlConnection, ObjectRun, Uni<Void>> along) {
        return pool.withTransaction(connection -> change(connection, run, change, tell, along)).invoke(relay::wake);
    }

    private Uni<Optional<ObjectRun>> change(SqlConnection connection, ObjectRun run, Change change,
            Function<ObjectRun, List<OutboxEntry>> tell, BiFunction<SqlConnection, ObjectRun, Uni<Void>> along) {
        return update(connection, run, change).flatMap(changed -> changed.map(now -> forget(connection, now, change)
                .flatMap(forgotten -> along.apply(connection, now))
                .flatMap(written -> outbox.add(connection, tell.apply(now))).replaceWith(changed))
                .orElseGet(() -> Uni.createFrom().item(changed)));
    }

    private static Uni<Void> forget(SqlConnection connection, ObjectRun run, Change change) {
        if (!change.beginsAttempt() && !change.ends()) {
            return Uni.createFrom().voidItem();
        }
        Uni<?> held = connection.preparedQuery(FORGET_HELD).execute(Tuple.of(run.id()));
        return (change.ends()
                ? held.flatMap(forgotten -> connection.preparedQuery(FORGET_STAGED).execute(Tuple.of(run.id())))
                : held).replaceWithVoid();
    }

    private Uni<Optional<ObjectRun>> update(SqlConnection connection, ObjectRun run, Change change) {
        StringBuilder sql = new StringBuilder("UPDATE import.object_run SET sequence = sequence + 1");
        List<Object> parameters = new ArrayList<>(List.of(run.id(), run.epoch()));
        for (Map.Entry<String, Object> value : change.values().entrySet()) {
            parameters.add(value.getValue());
            sql.append(", ").append(value.getKey()).append(" = $").append(parameters.size());
        }
        sql.append(" WHERE id = $1 AND epoch = $2 RETURNING ").append(COLUMNS);
        return connection.preparedQuery(sql.toString()).execute(Tuple.from(parameters)).map(this::runs)
                .map(runs -> runs.stream().findFirst());
    }

    private List<ObjectRun> runs(RowSet<Row> rows) {
        List<ObjectRun> runs = new ArrayList<>();
        rows.forEach(row -> runs.add(run(row)));
        return runs;
    }

    private ObjectRun run(Row row) {
        return new ObjectRun(row.getUUID("id"), row.getUUID("organization_id"),
                read(row.getString("command"), ImportObject.class),
                ObjectStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("redo").equals("rejected"), row.getInteger("attempt"), row.getInteger("first_attempt"),
                row.getInteger("column_groups"), row.getLong("records_total"), row.getLong("delivered"),
                Columns.ledger(row), row.getLong("api_calls"), row.getLong("sequence"), Columns.failure(row),
                row.getString("traceparent"),
                row.getLong("epoch"));
    }

    private String write(ImportObject command) {
        try {
            return json.writeValueAsString(command);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a command that cannot be written as JSON", e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " that cannot be read", e);
        }
    }
}
