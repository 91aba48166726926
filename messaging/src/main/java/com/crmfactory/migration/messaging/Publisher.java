package com.crmfactory.migration.messaging;

import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;

/** Sends messages to Kafka, as CloudEvents in binary mode. */
@ApplicationScoped
public class Publisher {
    /** More than a relay's batch and every object's latest progress together; beyond it a send fails and is repeated. */
    private static final int WAITING = 1_024;

    private final MutinyEmitter<String> emitter;

    public Publisher(
            @Channel("published") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = WAITING) MutinyEmitter<String> emitter) {
        this.emitter = emitter;
    }

    /** Completes when the broker has acknowledged the message. */
    public Uni<Void> publish(OutboxEntry entry) {
        return emitter.sendMessage(Message.of(entry.payload(), Metadata.of(OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(entry.topic()).withKey(entry.key()).withHeaders(headers(entry)).build())));
    }

    private static Headers headers(OutboxEntry entry) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", entry.ceId());
        add(headers, "ce_type", entry.ceType());
        add(headers, "ce_source", entry.ceSource());
        add(headers, "ce_subject", entry.ceSubject());
        add(headers, "ce_time", entry.ceTime().toString());
        add(headers, "content-type", "application/json");
        add(headers, Traceparent.HEADER, entry.traceparent());
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
