package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_BULK;
import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_REST;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** Each fault of Salesforce once, in the middle of an object: the rows are those of an undisturbed import. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class FaultsIT {
    private static final String RESULTS = "/jobs/query/[^/]+/results(\\?|$)";
    private static final String FIRST_QUERY = "/query(\\?|$)";
    private static final String NEXT_QUERY = "/query/[^/]+$";
    private static Simulator org;
    private static String undisturbed;

    @Inject
    Pool pool;

    @BeforeAll
    static void startOrg() {
        org = Simulator.start(SimulatorOptions.generated(3, 11).withPageSize(400));
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @AfterEach
    void noMoreFaults() {
        given().delete(org.url() + "/__faults");
        given().delete(org.url() + "/__query-limits");
    }

    /** The object has eight pages: 0 is the first, 3 one in the middle, 7 the last that is asked for. */
    static Stream<Arguments> faults() {
        return Stream.of(Arguments.of("html503", RESULTS, 0, BY_BULK), Arguments.of("429", RESULTS, 3, BY_BULK),
                Arguments.of("concurrent_limit", "/jobs/query$", 0, BY_BULK),
                Arguments.of("concurrent_limit", RESULTS, 3, BY_BULK), Arguments.of("daily_limit", RESULTS, 3, BY_BULK),
                Arguments.of("token_revoked", RESULTS, 3, BY_BULK), Arguments.of("reset", RESULTS, 3, BY_BULK),
                Arguments.of("truncate", RESULTS, 0, BY_BULK), Arguments.of("truncate", RESULTS, 3, BY_BULK),
                Arguments.of("truncate", RESULTS, 7, BY_BULK), Arguments.of("short_page", RESULTS, 0, BY_BULK),
                Arguments.of("short_page", RESULTS, 3, BY_BULK), Arguments.of("short_page", RESULTS, 7, BY_BULK),
                Arguments.of("long_page", RESULTS, 3, BY_BULK),
                Arguments.of("job_failed", "/jobs/query/[^/]+$", 0, BY_BULK),
                Arguments.of("job_vanishes", "/jobs/query/[^/]+$", 0, BY_BULK),
                Arguments.of("job_vanishes", RESULTS, 3, BY_BULK),
                Arguments.of("html503", "/resultPages", 1, BY_BULK), Arguments.of("gone", "/resultPages", 1, BY_BULK),
                Arguments.of("html503", FIRST_QUERY, 0, BY_REST), Arguments.of("429", NEXT_QUERY, 2, BY_REST),
                Arguments.of("concurrent_limit", NEXT_QUERY, 2, BY_REST),
                Arguments.of("daily_limit", NEXT_QUERY, 2, BY_REST),
                Arguments.of("token_revoked", NEXT_QUERY, 2, BY_REST), Arguments.of("reset", NEXT_QUERY, 2, BY_REST),
                Arguments.of("truncate", NEXT_QUERY, 2, BY_REST), Arguments.of("short_page", FIRST_QUERY, 0, BY_REST),
                Arguments.of("short_page", NEXT_QUERY, 2, BY_REST), Arguments.of("short_page", NEXT_QUERY, 6, BY_REST),
                Arguments.of("locator_expired", NEXT_QUERY, 0, BY_REST),
                Arguments.of("query_timeout", FIRST_QUERY, 0, BY_REST),
                Arguments.of("query_timeout", NEXT_QUERY, 2, BY_REST));
    }

    @ParameterizedTest(name = "{0} at {1}, after {2}, of {3}")
    @MethodSource("faults")
    void theRowsAreThoseOfAnUndisturbedImport(String fault, String path, int after, long expected) {
        String rows = undisturbed();
        disturb(fault, path, after, 1);
        long before = fired();
        ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
        accounts.imported(expected);
        assertThat(accounts.rows()).isEqualTo(rows);
        assertThat(fired() - before).as("the fault has happened").isOne();
        assertThat(misuse()).isEmpty();
    }

    @Test
    void pagesThatNeverHoldWhatTheyPromiseEndTheObjectLoudly() {
        disturb("short_page", RESULTS, 0, 1_000);
        JsonNode end = new ExtractedAccounts(org, pool).end(BY_BULK, command -> command);
        assertThat(end.get("type").asText()).isEqualTo("object_failed");
        assertThat(end.at("/error/code").asText()).as(end.toString()).isEqualTo("bulk_page_miscounted");
    }

    @Test
    void queriesThatNeverDeliverTheirTotalEndTheObjectLoudly() {
        disturb("short_page", NEXT_QUERY, 0, 1_000);
        JsonNode end = new ExtractedAccounts(org, pool).end(BY_REST, command -> command);
        assertThat(end.get("type").asText()).isEqualTo("object_failed");
        assertThat(end.at("/error/code").asText()).as(end.toString()).isEqualTo("records_missing");
    }

    private String undisturbed() {
        if (undisturbed == null) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            assertThat(accounts.imported(BY_BULK).get("imported").asLong()).isBetween(2_801L, 3_200L);
            undisturbed = accounts.rows();
        }
        return undisturbed;
    }

    private static void disturb(String fault, String path, int after, int times) {
        given().contentType("application/json").body("{\"match\":{\"pathRegex\":\"" + path.replace("\\", "\\\\")
                + "\"},\"fault\":\"" + fault + "\",\"times\":" + times + ",\"after\":" + after + ",\"bytes\":20000}")
                .post(org.url() + "/__faults").then().statusCode(200);
    }

    private static long fired() {
        return given().get(org.url() + "/__stats").jsonPath().getLong("faults");
    }

    private static List<Object> misuse() {
        return given().get(org.url() + "/__stats").jsonPath().getList("misuse");
    }
}
