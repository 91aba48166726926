package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

/** Two replicas of the gateway, asked for the same at the same time: one of them acts, both tell it. */
@Order(8)
@ExtendWith(SharedInstallation.class)
class TwoGatewaysIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int SEED = 11;

    private final Installation installation;
    private final MigrationApi one;
    private final MigrationApi other;

    TwoGatewaysIT(Installation installation) {
        this.installation = installation;
        this.one = installation.api();
        this.other = installation.otherGateway();
        // The one that the others are held against comes into an empty CRM.
        installation.first();
    }

    @Test
    void whatBothAreAskedForHappensOnceAndIsToldByBoth() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.generated(0.02, SEED))) {
            SourceOrg org = new SourceOrg(simulator.url().toString(), simulator.accessToken());
            installation.secrets().add(org.accessToken());
            String id = one.ready(org);
            try (LiveEvents here = one.follow(id); LiveEvents there = other.follow(id)) {
                assertOneActs((api, migration) -> api.run(migration), id);
                assertOneActs((api, migration) -> api.post("/" + migration + "/pause", ""), id);
                assertOneActs((api, migration) -> api.post("/" + migration + "/resume", ""), id);
                for (LiveEvents live : List.of(here, there)) {
                    live.await("end of the run", PATIENCE, event -> event.name().equals("migration")
                            && event.data().path("status").asText().startsWith("completed"));
                    assertThat(live.events()).filteredOn(event -> event.name().equals("object"))
                            .extracting(event -> event.data().path("object").asText()).contains("User", "Account");
                }
            }
            assertThat(other.migration(id)).isEqualTo(one.migration(id));
            assertThat(other.get("/" + id + "/report").expect(200).path("migration_id").asText()).isEqualTo(id);
            assertEveryCommandWasSentOnce(id);
        }
    }

    private void assertOneActs(BiFunction<MigrationApi, String, Answer> call, String id) {
        List<Answer> answers = Stream.of(one, other, one, other)
                .map(api -> CompletableFuture.supplyAsync(() -> call.apply(api, id))).toList().stream()
                .map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 409, 409, 409);
        answers.stream().filter(answer -> answer.status() == 409)
                .forEach(answer -> answer.problem(409, "status_conflict"));
    }

    private void assertEveryCommandWasSentOnce(String id) {
        List<KafkaTopics.Message> commands = installation.topics().of(Topics.IMPORT_COMMANDS, id);
        Map<String, Long> objects = commands.stream().map(KafkaTopics.Message::value)
                .filter(command -> command.hasNonNull("object"))
                .collect(Collectors.groupingBy(command -> command.path("object").asText(), Collectors.counting()));
        assertThat(objects).isNotEmpty().allSatisfy((object, times) -> assertThat(times).as(object).isOne());
        assertThat(commands).extracting(command -> command.headers().get("ce_id")).doesNotHaveDuplicates();
        List<JsonNode> progress = installation.topics().of(Topics.PROGRESS, id).stream()
                .map(KafkaTopics.Message::value)
                .filter(value -> value.path("type").asText().startsWith("migration_")).toList();
        assertThat(progress).extracting(value -> value.path("type").asText()).containsExactly("migration_analyzed",
                "migration_started", "migration_paused", "migration_resumed", "migration_validating",
                "migration_completed");
    }
}
