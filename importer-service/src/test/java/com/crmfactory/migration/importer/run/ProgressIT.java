package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_BULK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** How an object's movements are told, over a real broker. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class ProgressIT {
    private static final int MOST_A_SECOND = 4;

    /** Each end of a page wakes whoever tells: many come within a second. */
    @Test
    void tellsAtMostFourMovementsASecondAndTheLastOneAtTheLatestWhenTheStatusChanges() {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(3, 11).withPageSize(20));
                GatewayPart gateway = new GatewayPart()) {
            String migration = GatewayPart.newMigrationId();
            gateway.send(new TestCommands(migration, "00D5g000007AbCdEAK", org.url().toString(),
                    GatewayPart.sealed(org.accessToken(), migration)).accounts(BY_BULK));
            JsonNode end = gateway.await("the end", message -> isOf(message, migration)
                    && List.of("object_completed", "object_failed").contains(type(message)));
            assertThat(type(end)).as(end.toString()).isEqualTo("object_completed");

            List<JsonNode> movements = gateway.heard(message -> isOf(message, migration)
                    && type(message).equals("object_progress"));
            List<Instant> told = movements.stream().map(message -> Instant.parse(message.get("time").asText()))
                    .toList();
            assertThat(told).as("several seconds of movement").hasSizeGreaterThan(MOST_A_SECOND).isSorted();
            for (int i = MOST_A_SECOND; i < told.size(); i++) {
                assertThat(Duration.between(told.get(i - MOST_A_SECOND), told.get(i)))
                        .as("from one to the fourth after it, of " + told)
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            }
            JsonNode linking = gateway.await("linking", message -> isOf(message, migration)
                    && type(message).equals("object_linking"));
            assertThat(linking.at("/value/records_processed").asLong())
                    .isEqualTo(end.at("/value/records_total").asLong());
        }
    }

    private static String type(JsonNode message) {
        return message.at("/value/type").asText();
    }

    private static boolean isOf(JsonNode message, String migration) {
        return message.at("/value/migration_id").asText().equals(migration);
    }
}
