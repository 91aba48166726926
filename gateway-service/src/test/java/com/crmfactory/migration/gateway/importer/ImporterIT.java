package com.crmfactory.migration.gateway.importer;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.access.LocalProfile;
import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.SalesforceId;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Against a server on real HTTP that answers as the importer's internal API does. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class ImporterIT {
    private static final int LINES = 200_000;
    private static final String RECORD = SalesforceId.parse("0015g00000ABCDE").orElseThrow().value();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Wire wire;
    private Peers peers;
    private HttpServer importer;

    @BeforeEach
    void begin() {
        wire = new Wire();
        peers = new Peers(wire).analyze(Org.USER).run();
        peers.imports("User", 3);
        wire.await(peers.id, "validate_import");
    }

    @AfterEach
    void end() {
        wire.close();
        if (importer != null) {
            importer.stop(0);
        }
    }

    @Test
    void passesOnWhatTheImporterSaysForTheCallersOrganization() throws IOException {
        start();
        given().get(API + "/" + peers.id + "/validation").then().statusCode(200).contentType("application/json")
                .body("result", equalTo("passed"));
        given().get(API + "/" + peers.id + "/objects/User/failures?limit=7&cursor=c1").then().statusCode(200)
                .body("data[0].sf_id", equalTo(RECORD));
        given().get(API + "/records/" + RECORD.substring(0, 15)).then().statusCode(200)
                .body("entity", equalTo("accounts"));
        assertThat(asked).containsExactly(
                "/internal/migrations/" + peers.id + "/validation?organization_id=" + LocalProfile.ORGANIZATION,
                "/internal/migrations/" + peers.id + "/objects/User/failures?organization_id="
                        + LocalProfile.ORGANIZATION + "&cursor=c1&limit=7",
                "/internal/records/" + RECORD + "?organization_id=" + LocalProfile.ORGANIZATION);
    }

    @Test
    void streamsAllFailuresAsCsv() throws IOException {
        start();
        String csv = given().accept("text/csv").get(API + "/" + peers.id + "/objects/User/failures").then()
                .statusCode(200).contentType("text/csv").extract().asString();
        assertThat(csv).startsWith("sf_id,field\r\n").endsWith("row," + LINES + "\r\n");
        assertThat(csv.lines()).hasSize(LINES + 1);
    }

    @Test
    void whatTheImporterDoesNotKnowIs404() throws IOException {
        start();
        given().get(API + "/records/003000000000001AAA").then().statusCode(404)
                .contentType("application/problem+json").body("code", equalTo("record_not_found"));
        given().get(API + "/" + peers.id + "/objects/Nope/failures").then().statusCode(404)
                .body("code", equalTo("object_not_found"));
        given().get(API + "/" + peers.id + "/objects/User/failures?cursor=unknown").then().statusCode(400)
                .body("code", equalTo("malformed_request"));
    }

    @Test
    void withoutTheImporterTheAnswerIs503() {
        for (String path : List.of("/" + peers.id + "/validation", "/" + peers.id + "/objects/User/failures",
                "/records/" + RECORD)) {
            given().get(API + path).then().statusCode(503).header("Retry-After", notNullValue())
                    .contentType("application/problem+json").body("code", equalTo("importer_unavailable"));
        }
        given().accept("text/csv").get(API + "/" + peers.id + "/objects/User/failures").then().statusCode(503)
                .contentType("application/problem+json");
    }

    private void start() throws IOException {
        URI url = URI.create(ConfigProvider.getConfig().getValue("importer.url", String.class));
        importer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()), 0);
        importer.createContext("/internal/migrations/" + peers.id + "/validation",
                exchange -> answer(exchange, 200, "application/json", "{\"result\":\"passed\"}"));
        importer.createContext("/internal/migrations/" + peers.id + "/objects/User/failures", exchange -> {
            if (exchange.getRequestURI().getQuery().contains("cursor=unknown")) {
                answer(exchange, 404, "text/plain", "");
            } else if (exchange.getRequestHeaders().getFirst("Accept").contains("text/csv")) {
                csv(exchange);
            } else {
                answer(exchange, 200, "application/json",
                        "{\"data\":[{\"sf_id\":\"" + RECORD + "\"}],\"next_cursor\":null,\"has_more\":false}");
            }
        });
        importer.createContext("/internal/records/" + RECORD,
                exchange -> answer(exchange, 200, "application/json", "{\"entity\":\"accounts\"}"));
        importer.start();
    }

    private void answer(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        asked.add(exchange.getRequestURI().toString());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void csv(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/csv");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody())) {
            out.write("sf_id,field\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 1; i <= LINES; i++) {
                out.write(("row," + i + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
