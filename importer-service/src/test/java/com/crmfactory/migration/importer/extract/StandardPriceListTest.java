package com.crmfactory.migration.importer.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.crmfactory.migration.salesforce.AccessToken;
import com.crmfactory.migration.salesforce.ClientSettings;
import com.crmfactory.migration.salesforce.HostPolicy;
import com.crmfactory.migration.salesforce.OrgAccess;
import com.crmfactory.migration.salesforce.SalesforceClient;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;

import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;

class StandardPriceListTest {
    private static final int AT_ONCE = 3;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Simulator simulator;
    private SalesforceClient client;
    private SalesforceOrg org;

    @BeforeEach
    void start() {
        start(SimulatorOptions.generated(0.1, 3).withPageSize(AT_ONCE));
    }

    private void start(SimulatorOptions options) {
        simulator = Simulator.start(options);
        client = new SalesforceClient(ClientSettings.defaults(HostPolicy.withLoopback()));
        org = client.org(new OrgAccess(simulator.url(), AccessToken.of(simulator.accessToken()), "67.0"));
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void asksForAPageWhenThePricesOfTheOneBeforeAreTaken() {
        List<Long> sent = new ArrayList<>();
        Map<String, String> prices = new HashMap<>();
        int calls = read(page -> {
            sent.add(records());
            prices.putAll(page);
            return Uni.createFrom().voidItem();
        });
        assertThat(sent).hasSizeGreaterThan(3).first().isEqualTo((long) AT_ONCE);
        for (int page = 0; page < sent.size() - 1; page++) {
            assertThat(sent.get(page)).isEqualTo((page + 1L) * AT_ONCE);
        }
        assertThat(prices).hasSize(Math.toIntExact(records()));
        assertThat(calls).isEqualTo(
                RestAssured.given().get(simulator.url() + "/__stats").jsonPath().getInt("apiCalls"));
    }

    @Test
    void tellsOfAListThatIsIncomplete() {
        RestAssured.given().contentType("application/json")
                .body("{\"match\":{\"pathRegex\":\"/query/[^/]+$\"},\"fault\":\"short_page\"}")
                .post(simulator.url() + "/__faults").then().statusCode(200);
        assertThatThrownBy(() -> read(page -> Uni.createFrom().voidItem()))
                .isInstanceOfSatisfying(SalesforceException.class,
                        failure -> assertThat(failure.failure().code()).isEqualTo("sf_query_incomplete"));
    }

    /** Salesforce closes the oldest query when too many are open, so the client lets no more than a few be. */
    @Test
    void leavesNoQueryOpenWhenThePricesCannotBeTaken() {
        for (int time = 0; time < 10; time++) {
            assertThatThrownBy(() -> read(page -> Uni.createFrom().failure(new IllegalStateException("not taken"))))
                    .hasMessage("not taken");
        }
    }

    @Test
    void asksAnOrgWithoutPriceBooksForNothing(@TempDir Path folder) throws IOException {
        stop();
        Files.createDirectories(folder.resolve("describe"));
        Files.writeString(folder.resolve("organization.json"), "{\"Id\":\"00D5g000009RndAEAS\"}");
        Files.writeString(folder.resolve("describe").resolve("Product2.json"),
                "{\"name\":\"Product2\",\"fields\":[{\"name\":\"Id\",\"type\":\"id\"}]}");
        start(SimulatorOptions.org(folder));
        assertThat(read(page -> Uni.createFrom().failure(new IllegalStateException("there is none")))).isOne();
    }

    private int read(Function<Map<String, String>, Uni<Void>> taken) {
        return StandardPriceList.read(org, taken).await().atMost(LIMIT);
    }

    private long records() {
        return RestAssured.given().get(simulator.url() + "/__stats").jsonPath().getLong("records.rest");
    }
}
