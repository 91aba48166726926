package com.crmfactory.migration.importer.validation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.messaging.Departure;
import com.crmfactory.migration.messaging.Outbox;
import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.messaging.OutboxRelay;
import com.crmfactory.migration.messaging.Traceparent;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.ImportCommand.ValidateImport;
import com.crmfactory.migration.model.message.ImportEvent.ValidationCompleted;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Validations that were asked for, and their results. One that a dead replica left is taken up by another. */
@ApplicationScoped
public class Validations {
    private static final Logger LOG = Logger.getLogger(Validations.class);
    private static final String ADD = "INSERT INTO import.validation (migration_id, validation, organization_id, run,"
            + " traceparent) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    private static final String CLAIM = "UPDATE import.validation SET lease_until = now() + interval '1 minute'"
            + " WHERE (migration_id, validation) IN (SELECT migration_id, validation FROM import.validation"
            + " WHERE validated_at IS NULL AND (lease_until IS NULL OR lease_until < now())"
            + " ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *";
    private static final String CONCLUDE = "UPDATE import.validation SET result = $3, validated_at = $4"
            + " WHERE migration_id = $1 AND validation = $2 AND validated_at IS NULL";
    private static final String LATEST = "SELECT result FROM import.validation WHERE migration_id = $1"
            + " AND organization_id = $2 AND validated_at IS NOT NULL ORDER BY validation DESC LIMIT 1";

    private final Pool pool;
    private final Comparison comparison;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ObjectMapper json;

    Validations(Pool pool, Comparison comparison, Outbox outbox, OutboxRelay relay, ObjectMapper json) {
        this.pool = pool;
        this.comparison = comparison;
        this.outbox = outbox;
        this.relay = relay;
        this.json = json;
    }

    /** Stores the command; one that is stored already changes nothing. */
    public Uni<Void> add(ValidateImport command) {
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(command.migrationId(), command.validation(),
                        UUID.fromString(command.organizationId()), command.run(), Traceparent.current().value()))
                .replaceWithVoid();
    }

    /** The last result of a migration, as JSON; empty if there is none yet. */
    public Uni<Optional<String>> latest(UUID organizationId, String migrationId) {
        return pool.preparedQuery(LATEST).execute(Tuple.of(migrationId, organizationId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getJsonObject("result").encode()));
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = Departure.class)
    Uni<Void> validateWaiting() {
        return pool.preparedQuery(CLAIM).execute().onItem().transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem().transformToUniAndConcatenate(this::validate).onItem().ignoreAsUni().onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf(failure, "A validation waits");
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> validate(Row row) {
        return comparison.of(row.getString("migration_id"), row.getInteger("run"))
                .flatMap(result -> conclude(row, result)).invoke(relay::wake);
    }

    private Uni<Void> conclude(Row row, ValidationView result) {
        String migrationId = row.getString("migration_id");
        int validation = row.getInteger("validation");
        ValidationCompleted event = new ValidationCompleted(migrationId, row.getInteger("run"), validation,
                result.result().equals("passed"));
        OutboxEntry entry = OutboxEntry.of(Topics.IMPORT_EVENTS, "/importer", event, json,
                Traceparent.of(row.getString("traceparent")).child());
        return pool.withTransaction(connection -> connection.preparedQuery(CONCLUDE)
                .execute(Tuple.of(migrationId, validation, write(result),
                        Instant.now().atOffset(ZoneOffset.UTC)))
                .flatMap(updated -> updated.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : outbox.add(connection, List.of(entry))));
    }

    private JsonObject write(ValidationView result) {
        try {
            return new JsonObject(json.writeValueAsString(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a validation that cannot be written as JSON", e);
        }
    }
}
