package com.crmfactory.migration.importer.run;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.messaging.Outbox;
import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.messaging.OutboxRelay;
import com.crmfactory.migration.messaging.Traceparent;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.Progress;
import com.crmfactory.migration.model.message.ProgressType;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * Tells that Salesforce refuses the credentials. Nothing is asked with them any more, and the objects of the migration
 * wait for new ones; it is no failure of the run.
 */
@ApplicationScoped
class RejectedConnection {
    private final Pool pool;
    private final Connections connections;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ObjectMapper json;

    RejectedConnection(Pool pool, Connections connections, Outbox outbox, OutboxRelay relay, ObjectMapper json) {
        this.pool = pool;
        this.connections = connections;
        this.outbox = outbox;
        this.relay = relay;
        this.json = json;
    }

    static boolean isMeantBy(SalesforceException e) {
        return e.httpStatus() == 401 && e.failure().type() == FailureType.ACCESS;
    }

    /** Told once per revision, by whichever replica is first. */
    Uni<Void> report(ObjectRun run, long revision) {
        return pool.withTransaction(connection -> connections.reject(connection, run.migrationId(), revision)
                .flatMap(first -> first
                        ? outbox.add(connection, List.of(message(run, revision)))
                        : Uni.createFrom().voidItem()))
                .invoke(relay::wake);
    }

    private OutboxEntry message(ObjectRun run, long revision) {
        Progress progress = new Progress(run.migrationId(), revision, Instant.now(), ProgressType.CONNECTION_REJECTED,
                null, "rejected", null, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, revision, null);
        return OutboxEntry.of(Topics.PROGRESS, Pages.SOURCE, progress, json, Traceparent.of(run.traceparent()).child());
    }
}
