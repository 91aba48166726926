package com.crmfactory.migration.messaging;

import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The messages that are stored with the state that they tell of, and sent afterwards. Each service's own schema has the
 * table:
 *
 * <pre>
 * CREATE TABLE outbox (
 *     id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
 *     topic       text NOT NULL,
 *     message_key text NOT NULL,
 *     ce_id       text NOT NULL,
 *     ce_type     text NOT NULL,
 *     ce_source   text NOT NULL,
 *     ce_subject  text NOT NULL,
 *     ce_time     timestamptz NOT NULL,
 *     traceparent text NOT NULL,
 *     payload     text NOT NULL
 * );
 * </pre>
 */
@ApplicationScoped
public class Outbox {
    private final String insert;

    public Outbox(@ConfigProperty(name = "messaging.outbox.schema") String schema) {
        insert = "INSERT INTO " + schema
                + ".outbox (topic, message_key, ce_id, ce_type, ce_source, ce_subject, ce_time,"
                + " traceparent, payload) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    }

    /** Stores the messages in the transaction of {@code connection}; {@link OutboxRelay#wake} sends them after it. */
    public Uni<Void> add(SqlConnection connection, List<OutboxEntry> entries) {
        return entries.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(insert).executeBatch(entries.stream().map(Outbox::row).toList())
                        .replaceWithVoid();
    }

    private static Tuple row(OutboxEntry entry) {
        return Tuple.tuple().addString(entry.topic()).addString(entry.key()).addString(entry.ceId())
                .addString(entry.ceType()).addString(entry.ceSource()).addString(entry.ceSubject())
                .addOffsetDateTime(entry.ceTime().atOffset(ZoneOffset.UTC)).addString(entry.traceparent())
                .addString(entry.payload());
    }
}
