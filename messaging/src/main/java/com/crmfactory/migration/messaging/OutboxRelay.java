package com.crmfactory.migration.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Sends what the {@link Outbox} holds, oldest first, and deletes it once the broker has it: at least once, in order. One
 * replica of a service relays at a time; another takes over when it is gone.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 100;

    private final Pool pool;
    private final Publisher publisher;
    private final String lock;
    private final String oldest;
    private final String delete;
    /** Calls of {@link #wake} that nobody has served yet; whoever raises it from zero does the work. */
    private final AtomicInteger calls = new AtomicInteger();

    public OutboxRelay(Pool pool, Publisher publisher,
            @ConfigProperty(name = "messaging.outbox.schema") String schema) {
        this.pool = pool;
        this.publisher = publisher;
        String table = schema + ".outbox";
        lock = "SELECT pg_try_advisory_xact_lock(hashtext('" + table + "')) AS mine";
        oldest = "SELECT * FROM " + table + " ORDER BY id LIMIT " + BATCH;
        delete = "DELETE FROM " + table + " WHERE id = ANY ($1)";
    }

    /** Call it after a transaction that stored messages; returns at once. */
    public void wake() {
        if (calls.getAndIncrement() == 0) {
            serve();
        }
    }

    @Scheduled(every = "${messaging.outbox.every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = Departure.class)
    void lookAgain() {
        wake();
    }

    private void serve() {
        int served = calls.get();
        relayBatch().subscribe().with(sent -> done(sent == BATCH ? 0 : served), failure -> {
            // What is stored is not lost: the schedule tries again.
            LOG.warnf("Messages wait in the outbox: %s", failure.toString());
            done(served);
        });
    }

    private void done(int served) {
        if (calls.addAndGet(-served) > 0) {
            serve();
        }
    }

    private Uni<Integer> relayBatch() {
        return pool.withTransaction(connection -> connection.query(lock).execute()
                .flatMap(mine -> mine.iterator().next().getBoolean("mine")
                        ? relay(connection)
                        : Uni.createFrom().item(0)));
    }

    private Uni<Integer> relay(SqlConnection connection) {
        return connection.query(oldest).execute().flatMap(rows -> rows.size() == 0
                ? Uni.createFrom().item(0)
                : publish(rows).flatMap(ids -> connection.preparedQuery(delete).execute(Tuple.of(ids)))
                        .replaceWith(rows.size()));
    }

    private Uni<Long[]> publish(RowSet<Row> rows) {
        List<Long> ids = new ArrayList<>();
        List<Uni<Void>> sent = new ArrayList<>();
        for (Row row : rows) {
            ids.add(row.getLong("id"));
            sent.add(publisher.publish(entry(row)));
        }
        return Uni.join().all(sent).andFailFast().replaceWith(() -> ids.toArray(Long[]::new));
    }

    private static OutboxEntry entry(Row row) {
        return new OutboxEntry(row.getString("topic"), row.getString("message_key"), row.getString("ce_id"),
                row.getString("ce_type"), row.getString("ce_source"), row.getString("ce_subject"),
                row.getOffsetDateTime("ce_time").toInstant(), row.getString("traceparent"), row.getString("payload"));
    }
}
