package com.crmfactory.migration.systemtests;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import com.crmfactory.migration.model.Topics;
import com.fasterxml.jackson.databind.JsonNode;

/** The topics as any subscriber reads them. */
final class KafkaTopics {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String servers;

    KafkaTopics(String servers) {
        this.servers = servers;
    }

    /** A record. */
    record Message(String topic, String key, Map<String, String> headers, String text) {

        private static Message of(ConsumerRecord<String, String> record) {
            Map<String, String> headers = new LinkedHashMap<>();
            record.headers().forEach(
                    header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            return new Message(record.topic(), record.key(), headers, record.value());
        }

        JsonNode value() {
            return Answer.parse(text);
        }

        boolean isProgressOf(String migrationId, String object) {
            return migrationId.equals(key) && object.equals(value().path("object").asText());
        }
    }

    /** What the topic holds for the key, in the order it was sent. */
    List<Message> of(String topic, String key) {
        return all(List.of(topic)).stream().filter(message -> key.equals(message.key())).toList();
    }

    /** Every record of every topic, dead letters too. */
    List<Message> all() {
        return all(Topics.all().stream().map(Topics::name).toList());
    }

    private List<Message> all(List<String> topics) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            List<TopicPartition> partitions = assign(consumer, topics);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records.stream()
                    .sorted(Comparator.<ConsumerRecord<String, String>, Integer>comparing(ConsumerRecord::partition)
                            .thenComparing(ConsumerRecord::offset))
                    .map(Message::of).toList();
        }
    }

    /** Waits for a record that is sent from now on or was sent before. */
    Message await(String topic, String what, Duration limit, Predicate<Message> wanted) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.seekToBeginning(assign(consumer, List.of(topic)));
            long end = System.nanoTime() + limit.toNanos();
            while (System.nanoTime() < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    Message message = Message.of(record);
                    if (wanted.test(message)) {
                        return message;
                    }
                }
            }
            throw new AssertionError("No " + what + " on " + topic + " within " + limit);
        }
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", servers, "enable.auto.commit", "false"),
                new StringDeserializer(), new StringDeserializer());
    }

    private static List<TopicPartition> assign(KafkaConsumer<String, String> consumer, List<String> topics) {
        List<TopicPartition> partitions = topics.stream().flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        return partitions;
    }
}
