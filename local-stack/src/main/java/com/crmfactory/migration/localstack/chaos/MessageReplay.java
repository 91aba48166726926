package com.crmfactory.migration.localstack.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import com.crmfactory.migration.model.Topics;

/** Sends what was sent about a migration once more, in another order: what a broker may do, and then some. */
public final class MessageReplay {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final List<String> TOPICS = List.of(Topics.ANALYSIS_COMMANDS, Topics.ANALYSIS_EVENTS,
            Topics.IMPORT_COMMANDS, Topics.IMPORT_EVENTS, Topics.IMPORT_PAGES, Topics.PROGRESS);

    private final String servers;

    public MessageReplay(String servers) {
        this.servers = servers;
    }

    /** @return how many messages were sent again */
    public int replay(String migrationId, Random random) {
        List<ConsumerRecord<String, String>> messages = read(migrationId);
        Collections.shuffle(messages, random);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", servers),
                new StringSerializer(), new StringSerializer())) {
            messages.forEach(message -> producer.send(new ProducerRecord<>(message.topic(), null, message.key(),
                    message.value(), message.headers())));
            producer.flush();
        }
        return messages.size();
    }

    private List<ConsumerRecord<String, String>> read(String migrationId) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "enable.auto.commit", "false"), new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(message -> {
                    if (message.key() != null && message.key().startsWith(migrationId)) {
                        found.add(message);
                    }
                });
            }
            return found;
        }
    }
}
