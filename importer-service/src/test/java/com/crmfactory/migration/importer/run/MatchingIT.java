package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_BULK;
import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_REST;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** However the keys have to be read, at once or range by range: the same records live on. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class MatchingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Simulator org;
    private static String whole;
    private static String one;

    @Inject
    Pool pool;

    @BeforeAll
    static void startOrg() {
        org = Simulator.start(SimulatorOptions.generated(1, 11).withPageSize(200));
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @AfterEach
    void liftEverything() {
        given().delete(org.url() + "/__faults");
        given().delete(org.url() + "/__query-limits");
    }

    private ExtractedAccounts undisturbed() {
        if (whole == null) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            JsonNode end = imported(accounts, BY_BULK);
            assertThat(end.get("merged").asLong()).as(end.toString()).isPositive();
            assertThat(accounts.searched("count(*)")).as("read at once").isOne();
            whole = accounts.survivors();
            one = accounts.first();
        }
        return new ExtractedAccounts(org, pool);
    }

    @ParameterizedTest
    @ValueSource(longs = {BY_BULK, BY_REST})
    void aSearchThatRunsTooLongGoesRangeByRange(long expected) {
        ExtractedAccounts accounts = undisturbed();
        limit(300);
        imported(accounts, expected);
        assertThat(accounts.survivors()).isEqualTo(whole);
        assertThat(accounts.searched("count(*) FILTER (WHERE m.state = 'ended')")).isBetween(4L, 12L);
        assertThat(accounts.searched("count(*) FILTER (WHERE m.state NOT IN ('ended', 'split'))")).isZero();
        assertThat(accounts.searched("count(m.job_id)")).isEqualTo(
                expected == BY_BULK ? accounts.searched("count(*)") : 0);
        assertThat(misuse()).isEmpty();
    }

    /** What is read before stays; the halves bring it again. */
    @ParameterizedTest
    @CsvSource({"/query(\\?|$), 0", "/query/[^/]+$, 1"})
    void whicheverPageRunsTooLongItsRangeIsHalved(String path, int after) {
        ExtractedAccounts accounts = undisturbed();
        fault("query_timeout", path, after);
        imported(accounts, BY_REST);
        assertThat(accounts.survivors()).isEqualTo(whole);
        assertThat(accounts.searched("count(*) FILTER (WHERE m.state = 'split')")).isOne();
        assertThat(accounts.searched("count(*) FILTER (WHERE m.state = 'ended')")).isEqualTo(2);
    }

    @Test
    void aRangeWhoseJobVanishesIsReadAgainAndNoOther() {
        ExtractedAccounts accounts = undisturbed();
        limit(300);
        fault("job_vanishes", "/results(\\?|$)", 2);
        imported(accounts, BY_BULK);
        assertThat(accounts.survivors()).isEqualTo(whole);
        assertThat(accounts.searched("count(*) FILTER (WHERE m.tries = 2)")).isOne();
        assertThat(accounts.searched("max(m.tries)")).isEqualTo(2);
    }

    @Test
    void anotherReplicaGoesOnWithTheRangesThatAreLeft() throws Exception {
        ExtractedAccounts accounts = undisturbed();
        limit(300);
        CompletableFuture<JsonNode> end = CompletableFuture.supplyAsync(() -> imported(accounts, BY_BULK));
        Instant deadline = Instant.now().plus(PATIENCE);
        while (accounts.searched("count(*) FILTER (WHERE m.state = 'ended')") == 0) {
            assertThat(Instant.now()).as("a range is read").isBefore(deadline);
        }
        accounts.takeLeases();
        assertThat(accounts.searched("count(*) FILTER (WHERE m.state NOT IN ('ended', 'split'))")).isPositive();
        end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(accounts.survivors()).isEqualTo(whole);
        assertThat(accounts.searched("max(m.tries)")).as("nothing is read twice").isOne();
    }

    @Test
    void aSearchThatRunsTooLongToTheLastRecordEndsTheObjectLoudly() {
        undisturbed();
        limit(0);
        ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
        JsonNode end = accounts.end(BY_REST, command -> deduplicated(command,
                new RecordFilter(null, null, "Id = '" + one + "'")));
        assertThat(end.get("type").asText()).isEqualTo("object_failed");
        assertThat(end.at("/error/code").asText()).as(end.toString()).isEqualTo("object_too_slow");
        assertThat(accounts.searched("count(*) FILTER (WHERE m.decided)")).isZero();
    }

    private static JsonNode imported(ExtractedAccounts accounts, long expected) {
        JsonNode end = accounts.end(expected, command -> deduplicated(command, null));
        assertThat(end.get("type").asText()).as(end.toString()).isEqualTo("object_completed");
        return end;
    }

    private static ImportObject deduplicated(ImportObject c, RecordFilter filter) {
        ObjectConfiguration plain = c.configuration();
        return new ImportObject(c.migrationId(), c.organizationId(), c.run(), c.object(), c.wave(), c.keyPrefix(),
                c.expectedRecords(), c.source(), new ObjectConfiguration(plain.object(), true, plain.target(), filter,
                        plain.fields(),
                        new Deduplication(List.of(List.of("website")), Deduplication.Action.MERGE_FILL_BLANKS)),
                c.references(), c.customFields(), c.queues(), c.relationships(), c.owners(), c.options(), null, null,
                null);
    }

    private static void limit(long rows) {
        given().body("{\"object\":\"Account\",\"rows\":" + rows + "}").post(org.url() + "/__query-limits").then()
                .statusCode(204);
    }

    private static void fault(String fault, String path, int after) {
        given().body("{\"match\":{\"pathRegex\":\"" + path.replace("\\", "\\\\") + "\"},\"fault\":\"" + fault
                + "\",\"after\":" + after + "}").post(org.url() + "/__faults").then().statusCode(200);
    }

    private static List<Object> misuse() {
        return given().get(org.url() + "/__stats").jsonPath().getList("misuse");
    }
}
