package com.crmfactory.migration.importer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** Each fault of Salesforce once, in the middle of an object: the rows are those of an undisturbed import. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class FaultsIT {
    /** From so many expected records on, an object is read by Bulk. */
    private static final long BY_BULK = 100_000;
    private static final long BY_REST = 2_000;
    private static final String RESULTS = "/jobs/query/[^/]+/results";
    private static Simulator org;
    private static String undisturbed;

    @Inject
    Pool pool;

    @BeforeAll
    static void startOrg() {
        org = Simulator.start(SimulatorOptions.generated(3, 11));
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @AfterEach
    void noMoreFaults() {
        given().delete(org.url() + "/__faults");
    }

    static Stream<Arguments> faults() {
        return Stream.of(Arguments.of("html503", RESULTS, 0, BY_BULK), Arguments.of("429", RESULTS, 0, BY_BULK),
                Arguments.of("concurrent_limit", "/jobs/query$", 0, BY_BULK),
                Arguments.of("reset", RESULTS, 1, BY_BULK), Arguments.of("truncate", RESULTS, 0, BY_BULK),
                Arguments.of("truncate", RESULTS, 1, BY_BULK),
                Arguments.of("job_failed", "/jobs/query/[^/]+$", 0, BY_BULK),
                Arguments.of("job_vanishes", RESULTS, 1, BY_BULK), Arguments.of("html503", "/query(\\?|$)", 0, BY_REST),
                Arguments.of("locator_expired", "/query/[^/]+$", 0, BY_REST));
    }

    @ParameterizedTest(name = "{0} at {1}, after {2}")
    @MethodSource("faults")
    void theRowsAreThoseOfAnUndisturbedImport(String fault, String path, int after, long expected) {
        if (undisturbed == null) {
            undisturbed = imported(BY_BULK);
        }
        given().contentType("application/json").body("{\"match\":{\"pathRegex\":\".*" + path.replace("\\", "\\\\")
                + ".*\"},\"fault\":\"" + fault + "\",\"times\":1,\"after\":" + after + ",\"bytes\":20000}")
                .post(org.url() + "/__faults").then().statusCode(200);
        assertThat(imported(expected)).isEqualTo(undisturbed);
        assertThat(given().get(org.url() + "/__faults").asString()).as("the fault has happened")
                .isEqualTo("[]");
    }

    /** Imports the accounts into a tenant of their own; the rows as one checksum. */
    private String imported(long expected) {
        String organization = UuidCreator.getTimeOrderedEpoch().toString();
        String migrationId = "mig_" + UUID.randomUUID().toString().replace("-", "").substring(0, 26);
        try (GatewayPart gateway = new GatewayPart()) {
            gateway.send(new TestCommands(migrationId, organization, "00D5g000007AbCdEAK", org.url().toString(),
                    GatewayPart.sealed(org.accessToken(), migrationId, organization)).accounts(expected));
            JsonNode ended = gateway.await("accounts of " + migrationId, message -> message.at("/value/migration_id")
                    .asText().equals(migrationId)
                    && List.of("object_completed", "object_failed").contains(message.at("/value/type").asText()));
            assertThat(ended.at("/value/type").asText()).as(ended.toString()).isEqualTo("object_completed");
            assertThat(ended.at("/value/imported").asLong()).isEqualTo(ended.at("/value/records_total").asLong())
                    .isGreaterThan(2_000);
        }
        return pool
                .query("SELECT count(*) || ' ' || md5(string_agg(concat_ws('|', a.sf_id, a.name, a.website, a.revenue,"
                        + " a.description, a.custom_fields, a.created_at, a.updated_at, p.sf_id), ',' ORDER BY a.sf_id))"
                        + " FROM crm.accounts a LEFT JOIN crm.accounts p ON p.id = a.parent_id WHERE a.organization_id = '"
                        + organization + "'")
                .execute().await().atMost(Duration.ofSeconds(30)).iterator().next().getString(0);
    }
}
