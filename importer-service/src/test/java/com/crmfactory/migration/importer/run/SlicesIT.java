package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_BULK;
import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_REST;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** However an object has to be read, by list or chain, in slices or groups of columns: the rows are the same. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class SlicesIT {
    private static Simulator org;
    private static String whole;
    private static String one;
    private static long all;

    @Inject
    Pool pool;

    @BeforeAll
    static void startOrg() {
        org = Simulator.start(SimulatorOptions.generated(3, 11).withPageSize(250));
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
        ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
        if (whole == null) {
            all = accounts.imported(BY_BULK).get("imported").asLong();
            whole = accounts.rows();
            one = accounts.first();
            assertThat(accounts.count("count(DISTINCT p.page_no) FILTER (WHERE p.listed)"))
                    .as("pages of Salesforce's list").isEqualTo((all + 249) / 250);
        }
        return new ExtractedAccounts(org, pool);
    }

    @Test
    void withoutAListOfPagesEachPageTellsTheNext() {
        ExtractedAccounts accounts = undisturbed();
        given().body("{\"match\":{\"pathRegex\":\"/resultPages\"},\"fault\":\"status\",\"status\":404,\"times\":9}")
                .post(org.url() + "/__faults").then().statusCode(200);
        accounts.imported(BY_BULK);
        assertThat(accounts.rows()).isEqualTo(whole);
        assertThat(accounts.count("count(*) FILTER (WHERE p.listed)")).isZero();
        assertThat(accounts.count("max(s.attempt)")).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {BY_BULK, BY_REST})
    void whatRunsTooLongIsReadInSlices(long expected) {
        ExtractedAccounts accounts = undisturbed();
        limit("\"rows\":700");
        JsonNode end = accounts.imported(expected);
        assertThat(accounts.rows()).isEqualTo(whole);
        assertThat(end.get("records_total").asLong()).isEqualTo(all);
        assertThat(accounts.count("max(s.attempt)")).as("no attempt is lost").isOne();
        assertThat(accounts.count("count(DISTINCT s.slice_no) FILTER (WHERE s.state = 'paged')")).isBetween(5L, 12L);
        assertThat(misuse()).isEmpty();
    }

    @Test
    void slicesAndFiltersGoTogetherAndAFurtherAttemptKeepsTheSlices() {
        undisturbed();
        RecordFilter filter = new RecordFilter(null, null, "Name LIKE 'A%' OR Name LIKE 'B%' OR Name LIKE 'S%'");
        ExtractedAccounts plain = new ExtractedAccounts(org, pool);
        plain.end(BY_BULK, command -> filtered(command, filter));
        ExtractedAccounts sliced = new ExtractedAccounts(org, pool);
        limit("\"rows\":200");
        given().body("{\"match\":{\"pathRegex\":\"/results\"},\"fault\":\"job_vanishes\",\"after\":1}")
                .post(org.url() + "/__faults").then().statusCode(200);
        JsonNode end = sliced.end(BY_BULK, command -> filtered(command, filter));
        assertThat(end.get("type").asText()).as(end.toString()).isEqualTo("object_completed");
        assertThat(sliced.rows()).isEqualTo(plain.rows());
        assertThat(sliced.count("max(s.attempt)")).isEqualTo(2);
        assertThat(sliced.count("count(*) FILTER (WHERE s.attempt = 2 AND s.state = 'split')")).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {BY_BULK, BY_REST})
    void whatIsTooComplicatedIsReadInGroupsOfColumns(long expected) {
        ExtractedAccounts accounts = undisturbed();
        limit("\"columns\":4");
        accounts.imported(expected);
        assertThat(accounts.rows()).isEqualTo(whole);
        assertThat(accounts.count("max(r.column_groups)")).isEqualTo(4);
        assertThat(misuse()).isEmpty();
    }

    @Test
    void whatRunsTooLongToTheLastRecordEndsTheObjectLoudly() {
        undisturbed();
        limit("\"rows\":0");
        JsonNode end = new ExtractedAccounts(org, pool).end(BY_REST, command -> filtered(command,
                new RecordFilter(null, null, "Id = '" + one + "'")));
        assertThat(end.get("type").asText()).isEqualTo("object_failed");
        assertThat(end.at("/error/code").asText()).as(end.toString()).isEqualTo("object_too_slow");
    }

    private static ImportObject filtered(ImportObject c, RecordFilter filter) {
        ObjectConfiguration plain = c.configuration();
        return new ImportObject(c.migrationId(), c.organizationId(), c.run(), c.object(), c.wave(), c.keyPrefix(),
                c.expectedRecords(), c.source(), new ObjectConfiguration(plain.object(), true, plain.target(), filter,
                        plain.fields(), null),
                c.references(), c.customFields(), c.queues(), c.relationships(), c.owners(), c.options(), null, null,
                null);
    }

    private static void limit(String what) {
        given().body("{\"object\":\"Account\"," + what + "}").post(org.url() + "/__query-limits").then()
                .statusCode(204);
    }

    private static List<Object> misuse() {
        return given().get(org.url() + "/__stats").jsonPath().getList("misuse");
    }
}
