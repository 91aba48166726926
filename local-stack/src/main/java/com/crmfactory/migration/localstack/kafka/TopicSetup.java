package com.crmfactory.migration.localstack.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import com.crmfactory.migration.localstack.process.ChildDied;
import com.crmfactory.migration.localstack.process.ChildProcess;
import com.crmfactory.migration.model.Topics;

/** Makes the topics of the system. That it succeeds is also the sign that the broker serves clients. */
final class TopicSetup {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private TopicSetup() {
    }

    /** Makes every topic that is missing; gives up as soon as the broker's process ends. */
    static void createMissing(String bootstrapServers, ChildProcess broker) throws IOException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(LIMIT.toMillis()),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                250))) {
            List<CompletableFuture<Void>> topics = admin
                    .createTopics(Topics.all().stream().map(TopicSetup::asNew).toList())
                    .values()
                    .values()
                    .stream()
                    .map(created -> created.toCompletionStage().toCompletableFuture())
                    .map(TopicSetup::orItExists)
                    .toList();
            CompletableFuture<Void> all = CompletableFuture.allOf(topics.toArray(CompletableFuture[]::new));
            CompletableFuture.anyOf(all, broker.onExit()).get();
            if (!all.isDone()) {
                // Without a limit, close waits for the answers that will never come.
                admin.close(Duration.ZERO);
                throw new ChildDied(broker);
            }
        } catch (ExecutionException e) {
            throw new IOException("Kafka at " + bootstrapServers + " did not take the topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Kafka started", e);
        }
    }

    private static NewTopic asNew(Topics topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(topic.retention().toMillis())));
    }

    private static CompletableFuture<Void> orItExists(CompletableFuture<Void> created) {
        return created.handle((done, failure) -> failure)
                .thenCompose(
                        failure -> failure == null || isTopicExists(failure)
                                ? CompletableFuture.<Void>completedFuture(null)
                                : CompletableFuture.<Void>failedFuture(failure));
    }

    private static boolean isTopicExists(Throwable failure) {
        return failure instanceof TopicExistsException || failure.getCause() instanceof TopicExistsException;
    }
}
