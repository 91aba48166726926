package com.crmfactory.migration.analyzer.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
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
import com.crmfactory.migration.model.message.AnalysisCommand.AnalyzeOrg;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisFailed;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.model.message.SealedToken;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The gateway's side of Kafka: sends commands as it would, and listens to the events of one migration. */
final class AnalysisTopic implements AutoCloseable {
    static final String ORGANIZATION = "00000000-0000-0000-0000-000000000001";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectMapper json = WireFormat.mapper();
    private final String migrationId = "mig_" + UUID.randomUUID();
    private final List<AnalysisEvent> events = new ArrayList<>();
    private final KafkaConsumer<String, String> consumer;
    private final KafkaProducer<String, String> producer;

    AnalysisTopic() {
        String brokers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers, "group.id", migrationId,
                "auto.offset.reset", "earliest"), new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(Topics.ANALYSIS_EVENTS));
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers), new StringSerializer(),
                new StringSerializer());
    }

    String migrationId() {
        return migrationId;
    }

    AnalyzeOrg command(int analysis, String instanceUrl, String token) {
        Path keys = ConfigProvider.getConfig().getValue("transport.key.file", Path.class);
        return new AnalyzeOrg(migrationId, ORGANIZATION, analysis, instanceUrl, new SealedToken(
                new TokenSealing(KeyRing.load(keys)).seal(token, ORGANIZATION, migrationId), 1));
    }

    void send(AnalyzeOrg command) throws InterruptedException, ExecutionException {
        ProducerRecord<String, String> message = new ProducerRecord<>(Topics.ANALYSIS_COMMANDS, migrationId,
                write(command));
        Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_type",
                "com.crmfactory.migration.analyze_org.v1", "ce_source", "/gateway", "ce_subject", migrationId)
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(message).get();
    }

    /** Everything of this migration up to and including the event that ends the given analysis. */
    List<AnalysisEvent> untilTheEndOf(int analysis) {
        return until(event -> event.analysis() == analysis
                && (event instanceof AnalysisCompleted || event instanceof AnalysisFailed));
    }

    List<AnalysisEvent> until(Predicate<AnalysisEvent> last) {
        return listen(() -> events.stream().anyMatch(last));
    }

    List<AnalysisEvent> untilAnalysed(int objects) {
        return listen(() -> events.stream().filter(ObjectAnalyzed.class::isInstance).count() >= objects);
    }

    private List<AnalysisEvent> listen(BooleanSupplier enough) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!enough.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The event did not come; so far: " + events.stream()
                        .map(event -> event.subject() + " " + event.type()).toList());
            }
            for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                if (migrationId.equals(message.key())) {
                    events.add(read(message));
                }
            }
        }
        return List.copyOf(events);
    }

    private AnalysisEvent read(ConsumerRecord<String, String> message) {
        String type = new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)
                .replace("com.crmfactory.migration.", "").replace(".v1", "");
        try {
            return json.readValue(message.value(), AnalysisEvent.TYPES.get(type));
        } catch (JsonProcessingException e) {
            throw new AssertionError("an event that nobody can read: " + message.value(), e);
        }
    }

    private String write(AnalyzeOrg command) {
        try {
            return json.writeValueAsString(command);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
