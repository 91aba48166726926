package com.crmfactory.migration.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

import com.crmfactory.migration.gateway.contract.PublishedSchemas;
import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.messaging.Traceparent;
import com.crmfactory.migration.messaging.WireFormat;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.MigrationMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The analyzer's and the importer's side of Kafka: sends what they would send and reads what they would read. */
public final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String GATEWAY = "/gateway";

    private final ObjectMapper json = WireFormat.mapper();
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<Received> received = new ArrayList<>();

    /** A record that came. */
    public record Received(String topic, String key, String type, String source, String id, String text,
            JsonNode value) {
    }

    public Wire() {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(),
                new StringSerializer());
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", servers, "enable.auto.commit", "false"),
                new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = Topics.all().stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Returns when the broker has it. */
    public void send(String topic, String source, MigrationMessage message) {
        OutboxEntry entry = OutboxEntry.of(topic, source, message, json, Traceparent.of(null));
        PublishedSchemas.require(topic, type(entry.ceType()), value(entry.payload()));
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, entry.key(), entry.payload());
        Map.of("ce_type", entry.ceType(), "ce_source", source, "ce_id", entry.ceId()).forEach(
                (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The test's message was not sent", e);
        }
    }

    public void sendRaw(String topic, String key, String type, String value) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
        record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_source", "/importer".getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The test's message was not sent", e);
        }
    }

    /** The first record, old or new, that is as wanted. */
    public Received await(String what, Predicate<Received> wanted) {
        Instant end = Instant.now().plus(PATIENCE);
        int looked = 0;
        while (true) {
            for (; looked < received.size(); looked++) {
                if (wanted.test(received.get(looked))) {
                    return received.get(looked);
                }
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("No " + what + " came; there are " + received.stream()
                        .map(one -> one.topic() + " " + one.type() + " " + one.key()).toList());
            }
            poll();
        }
    }

    public Received await(String migrationId, String type) {
        return await(type + " of " + migrationId, one -> one.key().equals(migrationId) && type.equals(one.type()));
    }

    public Received awaitObject(String migrationId, String type, String object) {
        return await(type + " of " + object, one -> one.key().equals(migrationId) && type.equals(one.type())
                && object.equals(one.value().path("object").asText()));
    }

    /** All that has come so far. */
    public List<Received> received() {
        poll();
        return List.copyOf(received);
    }

    /** What the gateway sent is held against its published schema; a dead letter is what it was. */
    private void poll() {
        consumer.poll(POLL).forEach(record -> {
            Received one = read(record);
            if (GATEWAY.equals(one.source()) && !one.topic().endsWith(".dlq")) {
                PublishedSchemas.require(one.topic(), one.type(), one.value());
            }
            received.add(one);
        });
    }

    private Received read(ConsumerRecord<String, String> record) {
        return new Received(record.topic(), String.valueOf(record.key()), type(header(record, "ce_type")),
                header(record, "ce_source"), header(record, "ce_id"), record.value(),
                value(record.value()));
    }

    /** A test's nonsense is read as missing. */
    private JsonNode value(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String type(String ceType) {
        return ceType.replaceFirst("^com\\.crmfactory\\.migration\\.", "").replaceFirst("\\.v1$", "");
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
