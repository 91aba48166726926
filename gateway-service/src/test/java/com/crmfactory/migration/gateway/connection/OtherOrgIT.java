package com.crmfactory.migration.gateway.connection;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** A copy of an org that was migrated before, with a simulated org and the importer's internal API on real HTTP. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class OtherOrgIT {
    private Wire wire;
    private Simulator org;
    private HttpServer importer;
    private Peers peers;

    @BeforeEach
    void open() {
        org = Simulator.start(SimulatorOptions.generated(0.05, 3));
        wire = new Wire();
        peers = new Peers(wire, "00D" + System.nanoTime() % 1_000_000_000_000L + "AAA", org.url() + "/",
                org.accessToken()).analyze(Org.USER, Org.ACCOUNT);
    }

    @AfterEach
    void close() {
        importer.stop(0);
        wire.close();
        org.close();
    }

    @Test
    void idsThatTheCrmHasFromAnotherOrgStopTheRunUnlessTheyMayBeReplaced() throws IOException {
        String user = given().header("Authorization", "Bearer " + org.accessToken())
                .queryParam("q", "SELECT Id FROM User LIMIT 1").get(org.url() + "/services/data/v67.0/query").then()
                .statusCode(200)
                .extract().path("records[0].Id");
        importerKnows(user);
        run().statusCode(422).body("code", equalTo("sf_ids_of_another_org"))
                .body("violations[0].field", equalTo("options.replace_other_org"));
        given().contentType("application/json")
                .body("{\"objects\":[{\"object\":\"User\",\"include\":true,\"target\":\"users\",\"fields\":[]}],"
                        + "\"options\":{\"replace_other_org\":true}}")
                .put(API + "/" + peers.id + "/configuration").then().statusCode(200);
        run().statusCode(202);
    }

    @Test
    void anOrgThatSharesNoIdsMayBeMigratedIntoTheSameCrm() throws IOException {
        importerKnows("005000000000001AAA");
        run().statusCode(202);
    }

    private ValidatableResponse run() {
        return given().contentType("application/json").body("{\"migration_id\":\"" + peers.id + "\"}")
                .post(API + "/run").then();
    }

    private void importerKnows(String user) throws IOException {
        URI url = URI.create(ConfigProvider.getConfig().getValue("importer.url", String.class));
        importer = HttpServer.create(new InetSocketAddress(url.getHost(), url.getPort()), 0);
        byte[] answer = ("{\"users\":[\"" + user + "\"],\"accounts\":[]}").getBytes(StandardCharsets.UTF_8);
        importer.createContext("/internal/ids-of-other-orgs", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        importer.start();
    }
}
