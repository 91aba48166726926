package com.crmfactory.migration.messaging;

import java.time.Instant;
import java.util.UUID;

import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.model.message.MigrationMessage;
import com.crmfactory.migration.model.message.Progress;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A message as it is stored before it is sent: CloudEvents 1.0 in binary mode.
 *
 * @param key
 *            Kafka key: messages of one key keep their order
 * @param traceparent
 *            W3C trace context
 */
public record OutboxEntry(String topic, String key, String ceId, String ceType, String ceSource, String ceSubject,
        Instant ceTime, String traceparent, String payload) {
    private static final String TYPE_PREFIX = "com.crmfactory.migration.";
    private static final String TYPE_VERSION = ".v1";

    /** In the trace of what is being handled. */
    public static OutboxEntry of(String topic, String source, MigrationMessage message, ObjectMapper json) {
        return of(topic, source, message, json, Traceparent.current());
    }

    public static OutboxEntry of(String topic, String source, MigrationMessage message, ObjectMapper json,
            Traceparent trace) {
        // Pages spread over the partitions, everything else of a migration keeps its order.
        String key = message instanceof ImportPage ? message.subject() : message.migrationId();
        // A progress message that is sent again is the same event, whoever sends it.
        String id = message instanceof Progress progress
                ? progress.subject() + "/" + progress.sequence()
                : UUID.randomUUID().toString();
        return new OutboxEntry(topic, key, id, ceType(message.type()), source, message.subject(), Instant.now(),
                trace.value(), write(message, json));
    }

    static String ceType(String type) {
        return TYPE_PREFIX + type + TYPE_VERSION;
    }

    /** The message type behind a CloudEvents type; null if it is not one of ours or of another version. */
    static String messageType(String ceType) {
        return ceType != null && ceType.startsWith(TYPE_PREFIX) && ceType.endsWith(TYPE_VERSION)
                ? ceType.substring(TYPE_PREFIX.length(), ceType.length() - TYPE_VERSION.length())
                : null;
    }

    private static String write(MigrationMessage message, ObjectMapper json) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a " + message.type() + " that cannot be written as JSON", e);
        }
    }

    /** Without the payload, which may hold a sealed token. */
    @Override
    public String toString() {
        return "OutboxEntry[" + topic + " " + ceType + " " + ceSubject + " " + ceId + "]";
    }
}
