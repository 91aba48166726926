package com.crmfactory.migration.importer.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

import com.crmfactory.migration.messaging.KeyRing;
import com.crmfactory.migration.messaging.TokenSealing;
import com.crmfactory.migration.messaging.WireFormat;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.MigrationMessage;
import com.crmfactory.migration.model.message.SealedToken;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;

/** Plays the gateway's part over the real broker: sends commands and listens to what the importer tells. */
final class GatewayPart implements AutoCloseable {
    static final String ORGANIZATION = "00000000-0000-0000-0000-000000000001";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = WireFormat.mapper();

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<JsonNode> heard = new ArrayList<>();

    GatewayPart() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", config("kafka.bootstrap.servers"));
        properties.put("group.id", "gateway-part-" + UUID.randomUUID());
        properties.put("auto.offset.reset", "latest");
        producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(Topics.PROGRESS, Topics.IMPORT_EVENTS, Topics.deadLetters(Topics.IMPORT_COMMANDS)));
        while (consumer.assignment().isEmpty()) {
            consumer.poll(Duration.ofMillis(100));
        }
        consumer.assignment().forEach(consumer::position);
    }

    static String newMigrationId() {
        return "mig_" + UuidCreator.getTimeOrderedEpoch().toString().replace("-", "").substring(0, 26);
    }

    static SealedToken sealed(String token, String migrationId) {
        return sealed(token, migrationId, ORGANIZATION);
    }

    static SealedToken sealed(String token, String migrationId, String organizationId) {
        return new SealedToken(new TokenSealing(KeyRing.load(Path.of(config("transport.key.file")))).seal(token,
                organizationId, migrationId), 1);
    }

    static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    void send(MigrationMessage command) {
        try {
            sendRaw(command.migrationId(), command.type(), JSON.writeValueAsString(command));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void sendRaw(String key, String type, String value) {
        ProducerRecord<String, String> message = new ProducerRecord<>(Topics.IMPORT_COMMANDS, key, value);
        Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", "com.crmfactory.migration." + type + ".v1",
                "ce_source",
                "/gateway", "ce_specversion", "1.0", "ce_time", Instant.now().toString(), "ce_subject", key)
                .forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(message);
        producer.flush();
    }

    /** Everything heard so far that fits, in the order of its partition. */
    List<JsonNode> heard(Predicate<JsonNode> what) {
        return heard.stream().filter(what).toList();
    }

    /** Waits for a message, one heard before included. */
    JsonNode await(String description, Predicate<JsonNode> what) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            for (JsonNode message : heard) {
                if (what.test(message)) {
                    return message;
                }
            }
            consumer.poll(Duration.ofMillis(200)).forEach(this::take);
        }
        throw new AssertionError("not heard within " + PATIENCE + ": " + description + "; heard " + heard);
    }

    /** It is not waited for again. */
    void forget(JsonNode message) {
        heard.remove(message);
    }

    private void take(ConsumerRecord<String, String> message) {
        try {
            JsonNode value = JSON.createObjectNode().put("topic", message.topic()).put("time", time(message)).set(
                    "value",
                    message.topic().endsWith(".dlq") ? JSON.createObjectNode() : JSON.readTree(message.value()));
            heard.add(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON on " + message.topic(), e);
        }
    }

    private static String time(ConsumerRecord<String, String> message) {
        return new String(message.headers().lastHeader("ce_time").value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
