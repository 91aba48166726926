package com.crmfactory.migration.importer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** Products with their prices, from the org to the CRM. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class ProductPricesIT {
    private static final int PRODUCTS = 4;

    @Inject
    Pool pool;
    @TempDir
    Path folder;

    private final String organization = UuidCreator.getTimeOrderedEpoch().toString();
    private GatewayPart gateway;
    private Simulator org;

    @BeforeEach
    void startOrg() throws IOException {
        gateway = new GatewayPart();
        PricedOrg priced = new PricedOrg();
        for (int product = 1; product <= PRODUCTS; product++) {
            priced.withProduct(product);
        }
        priced.withPrice(2, "20.00", true).withPrice(1, "10.00", true).withPrice(1, "11.00", true)
                .withPrice(2, "21.00", false).withPrice(1, "12.00", false).withPrice(3, "30.00", false)
                .withPrice(3, "31.00", false).withPriceForPartners(3, "32.00").withPriceForPartners(4, "40.00");
        priced.write(folder);
        org = Simulator.start(SimulatorOptions.org(folder));
    }

    private void inPagesOf(int records) {
        org.close();
        org = Simulator.start(SimulatorOptions.org(folder).withPageSize(records));
    }

    @AfterEach
    void close() {
        org.close();
        gateway.close();
    }

    @Test
    void ofSeveralStandardPricesTheLastActiveOneCounts() {
        imported();
        assertThat(prices()).containsExactly("P1 11", "P2 20", "P3 31", "P4 -");
        String written = rows("SELECT string_agg(sf_id || xmin, ',' ORDER BY sf_id)").get(0);
        imported();
        assertThat(rows("SELECT string_agg(sf_id || xmin, ',' ORDER BY sf_id)")).containsExactly(written);
    }

    @Test
    void thePriceThatAUserHasSetOutlastsTheNextImport() {
        imported();
        pool.query("UPDATE crm.products SET unit_price = 99, updated_at = now() WHERE name = 'P1'"
                + " AND organization_id = '" + organization + "'").execute().await().atMost(Duration.ofSeconds(30));
        imported();
        assertThat(prices()).containsExactly("P1 99", "P2 20", "P3 31", "P4 -");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 7})
    void thePriceIsTheSameHoweverManyOfThemComeAtOnce(int atOnce) {
        inPagesOf(atOnce);
        imported();
        assertThat(prices()).containsExactly("P1 11", "P2 20", "P3 31", "P4 -");
    }

    @Test
    void anEditedProductWithoutAPriceGetsTheLastActiveOneToo() {
        inPagesOf(1);
        imported();
        pool.query("UPDATE crm.products SET unit_price = NULL, updated_at = now() WHERE organization_id = '"
                + organization + "'").execute().await().atMost(Duration.ofSeconds(30));
        imported();
        assertThat(prices()).containsExactly("P1 11", "P2 20", "P3 31", "P4 -");
    }

    @Test
    void anIncompleteListOfPricesIsAskedForAgain() {
        inPagesOf(PRODUCTS);
        // All products come at once, so that this is the second page of their prices.
        given().contentType("application/json")
                .body("{\"match\":{\"pathRegex\":\"/query/[^/]+$\"},\"fault\":\"short_page\",\"times\":1}")
                .post(org.url() + "/__faults").then().statusCode(200);
        imported();
        assertThat(given().get(org.url() + "/__stats").jsonPath().getLong("faults")).isOne();
        assertThat(prices()).containsExactly("P1 11", "P2 20", "P3 31", "P4 -");
    }

    private void imported() {
        String migrationId = GatewayPart.newMigrationId();
        gateway.send(new TestCommands(migrationId, organization, OrgFiles.ORG_ID, org.url().toString(),
                GatewayPart.sealed(org.accessToken(), migrationId, organization)).products(PRODUCTS));
        JsonNode ended = gateway.await("products", message -> message.at("/value/migration_id").asText()
                .equals(migrationId)
                && List.of("object_completed", "object_failed").contains(message.at("/value/type").asText()))
                .get("value");
        assertThat(ended.get("type").asText()).as(ended.toString()).isEqualTo("object_completed");
    }

    private List<String> prices() {
        return rows("SELECT string_agg(name || ' ' || coalesce(trim_scale(unit_price)::text, '-'), ',' ORDER BY name)")
                .stream().flatMap(line -> List.of(line.split(",")).stream()).toList();
    }

    private List<String> rows(String select) {
        List<String> texts = new ArrayList<>();
        pool.query(select + " FROM crm.products WHERE organization_id = '" + organization + "'").execute().await()
                .atMost(Duration.ofSeconds(30)).forEach(row -> texts.add(row.getString(0)));
        return texts;
    }
}
