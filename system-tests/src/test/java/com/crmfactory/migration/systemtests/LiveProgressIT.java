package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.systemtests.KafkaTopics.Message;
import com.crmfactory.migration.systemtests.LiveEvents.Event;
import com.fasterxml.jackson.databind.JsonNode;

/** What a subscriber of {@code migration.progress} and a client of the event stream see of a migration. */
@Order(2)
@ExtendWith(SharedInstallation.class)
class LiveProgressIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> COUNTERS = List.of("records_processed", "imported", "updated", "unchanged",
            "merged", "skipped", "failed");

    private final Installation installation;
    private final FirstMigration migration;

    LiveProgressIT(Installation installation) {
        this.installation = installation;
        this.migration = installation.first();
    }

    @Test
    void aSubscriberSeesEveryObjectStartMoveAndComplete() {
        List<Message> progress = installation.topics().of(Topics.PROGRESS, migration.id());
        migration.objects().forEach(object -> {
            String name = object.path("object").asText();
            // Delivery is at least once: what comes again is the same to the letter, and a subscriber drops it.
            List<JsonNode> seen = progress.stream().filter(message -> message.isProgressOf(migration.id(), name))
                    .map(Message::value).distinct().toList();
            List<String> types = seen.stream().map(value -> value.path("type").asText()).toList();
            assertThat(types).as(name).startsWith("object_started").endsWith("object_completed")
                    .contains("object_progress");
            assertThat(types.subList(1, types.size() - 1)).as(name).containsOnly("object_progress", "object_linking");
            assertRising(name, seen);
            JsonNode last = seen.get(seen.size() - 1);
            for (String counter : COUNTERS) {
                assertThat(last.path(counter).asLong()).as(name + " " + counter)
                        .isEqualTo(object.path(counter).asLong());
            }
            assertThat(last.path("records_total").asLong()).as(name).isEqualTo(last.path("records_processed").asLong());
            assertThat(last.path("status").asText()).as(name).isEqualTo(object.path("status").asText());
            assertThat(last.path("wave").asInt()).as(name).isEqualTo(object.path("wave").asInt());
        });
    }

    private static void assertRising(String what, List<JsonNode> seen) {
        for (int i = 1; i < seen.size(); i++) {
            JsonNode before = seen.get(i - 1);
            JsonNode after = seen.get(i);
            assertThat(after.path("sequence").asLong()).as(what).isGreaterThan(before.path("sequence").asLong());
            for (String counter : COUNTERS) {
                assertThat(after.path(counter).asLong()).as(what + " " + counter)
                        .isGreaterThanOrEqualTo(before.path(counter).asLong());
            }
        }
    }

    @Test
    void theGatewayTellsTheStagesOfTheMigration() {
        List<JsonNode> stages = installation.topics().of(Topics.PROGRESS, migration.id()).stream().map(Message::value)
                .filter(value -> value.path("type").asText().startsWith("migration_")).toList();
        assertThat(stages).extracting(value -> value.path("type").asText()).containsExactly("migration_analyzed",
                "migration_started", "migration_validating", "migration_completed");
        assertThat(stages).allSatisfy(value -> {
            assertThat(value.path("object").isNull()).isTrue();
            assertThat(value.path("wave").isNull()).isTrue();
        });
        assertRising("migration", stages);
    }

    @Test
    void everyProgressMessageIsACloudEvent() {
        for (Message message : installation.topics().of(Topics.PROGRESS, migration.id())) {
            JsonNode value = message.value();
            String object = value.path("object").asText(null);
            String subject = migration.id() + (object == null ? "" : "/" + object);
            Map<String, String> headers = message.headers();
            assertThat(headers).containsEntry("ce_specversion", "1.0").containsEntry("ce_subject", subject)
                    .containsEntry("ce_type", "com.crmfactory.migration." + value.path("type").asText() + ".v1")
                    .containsEntry("ce_source", object == null ? "/gateway" : "/importer");
            assertThat(headers.get("ce_id")).contains(subject).contains(value.path("sequence").asText());
            assertThat(Instant.parse(headers.get("ce_time"))).isBefore(Instant.now().plusSeconds(1));
            assertThat(headers.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
            assertThat(value.path("migration_id").asText()).isEqualTo(migration.id());
            assertThat(Instant.parse(value.path("occurred_at").asText())).isBefore(Instant.now().plusSeconds(1));
        }
    }

    @Test
    void nothingIsDeadLettered() {
        assertThat(installation.topics().all()).filteredOn(message -> message.topic().endsWith(".dlq")).isEmpty();
    }

    @Test
    void theStreamTellsThePresentRecordFirstAndThenEveryObjectUntilItIsDone() {
        List<Event> events = migration.live().events();
        assertThat(events.get(0).name()).isEqualTo("migration");
        assertThat(events.get(0).data().path("status").asText()).isIn("analyzing", "ready");
        assertThat(events.get(0).data().has("objects")).isTrue();
        Map<String, String> last = new HashMap<>();
        long id = 0;
        for (Event event : events) {
            assertThat(event.id()).as(event.toString()).isGreaterThanOrEqualTo(id);
            id = event.id();
            if (event.name().equals("object")) {
                assertThat(event.data().has("progress")).as(event.toString()).isTrue();
                last.put(event.data().path("object").asText(), event.data().path("status").asText());
            }
        }
        migration.objects().forEach(object -> assertThat(last.get(object.path("object").asText()))
                .as(object.path("object").asText()).isEqualTo(object.path("status").asText()));
        assertThat(events).filteredOn(event -> event.name().equals("migration"))
                .extracting(event -> event.data().path("status").asText())
                .containsSubsequence("ready", "running", "completed_with_errors");
    }

    @Test
    void whoJoinsAfterTheEndGetsTheFinalRecordAtOnce() {
        JsonNode record = installation.api().migration(migration.id());
        try (LiveEvents late = installation.api().follow(migration.id())) {
            Event first = late.await("the record", SOON, event -> true);
            assertThat(first.name()).isEqualTo("migration");
            assertThat(first.id()).isEqualTo(record.path("sequence").asLong());
            assertThat(first.data().path("status").asText()).isEqualTo("completed_with_errors");
            assertThat(first.data().path("objects")).isEqualTo(record.path("objects"));
        }
    }

    @Test
    void aQuietStreamIsKeptAliveByAComment() {
        migration.live().awaitHeartbeat(SOON);
    }
}
