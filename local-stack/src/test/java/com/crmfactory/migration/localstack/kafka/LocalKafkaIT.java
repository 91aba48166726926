package com.crmfactory.migration.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.crmfactory.migration.localstack.process.ChildDied;
import com.crmfactory.migration.localstack.process.Ports;
import com.crmfactory.migration.model.Topics;

class LocalKafkaIT {

    @TempDir
    Path folder;

    @Test
    void hasEveryTopicOfTheSystemWithItsPartitions() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var described = admin.describeTopics(Topics.all().stream().map(Topics::name).toList()).allTopicNames()
                    .get();
            for (Topics topic : Topics.all()) {
                assertThat(described.get(topic.name()).partitions()).as(topic.name()).hasSize(topic.partitions());
            }
            assertThat(described).hasSize(12);
        }
    }

    @Test
    void keepsMessagesOverAStopAndOverAKill() throws Exception {
        int port = Ports.free();
        Path log = folder.resolve("kafka.log");
        try (LocalKafka first = LocalKafka.start(folder, port, log)) {
            send(first, "before the stop");
        }
        try (LocalKafka second = LocalKafka.start(folder, port, log)) {
            send(second, "before the kill");
            second.child().kill();
        }
        try (LocalKafka third = LocalKafka.start(folder, port, log)) {
            assertThat(received(third, 2)).containsExactly("before the stop", "before the kill");
        }
    }

    @Test
    void tellsTheReasonWhenItsPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> LocalKafka.start(folder, other.getLocalPort(), folder.resolve("kafka.log")))
                    .isInstanceOf(ChildDied.class)
                    .hasMessageContaining("kafka (pid ")
                    .hasMessageContaining("Address already in use");
        }
    }

    private static void send(LocalKafka kafka, String message) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.PROGRESS, 0, "mig", message)).get();
        }
    }

    private static List<String> received(LocalKafka kafka, int expected) throws IOException {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(Topics.PROGRESS, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            assertThat(consumer.endOffsets(partition).values()).containsExactly((long) expected);
            return StreamSupport.stream(consumer.poll(Duration.ofSeconds(20)).spliterator(), false)
                    .map(message -> message.value())
                    .toList();
        }
    }
}
