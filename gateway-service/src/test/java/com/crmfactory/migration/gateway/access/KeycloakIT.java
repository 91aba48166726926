package com.crmfactory.migration.gateway.access;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.contract.EveryAnswerIsHeldAgainstTheDocument;
import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;

/** Tokens of a real Keycloak; only with {@code -Pkeycloak}, for its size and start (ADR 0039). */
@Tag("keycloak")
@QuarkusTest
@TestProfile(KeycloakIT.WithKeycloak.class)
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class KeycloakIT {
    private static final String ANALYZE = "{\"sf_instance_url\":\"https://acme.my.salesforce.com\",\"sf_access_token\":\"00Dx\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public static class WithKeycloak implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "secured";
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Keycloak.class));
        }
    }

    @BeforeEach
    void readTheDocument() {
        EveryAnswerIsHeldAgainstTheDocument.readWith(token("web-a", "mia"));
    }

    @Test
    void rolesAndTenantsOfRealTokensDecide() {
        String manager = token("web-a", "mia");
        String rep = token("web-a", "rob");
        String stranger = token("web-b", "sam");
        String id = given().auth().oauth2(manager).contentType("application/json").body(ANALYZE).post(API + "/analyze")
                .then().statusCode(202).extract().path("migration_id");
        given().auth().oauth2(rep).get(API + "/" + id).then().statusCode(200);
        given().auth().oauth2(rep).contentType("application/json").body(ANALYZE).post(API + "/analyze").then()
                .statusCode(403).body("code", equalTo("forbidden"));
        given().auth().oauth2(stranger).get(API + "/" + id).then().statusCode(404)
                .body("code", equalTo("migration_not_found"));
        given().auth().oauth2(stranger).get(API).then().statusCode(200).body("data", hasSize(0));
        // A service account has neither organization nor one of the roles.
        given().auth().oauth2(serviceToken()).get(API).then().statusCode(401);
    }

    @Test
    void tokensForAnotherAppChangedOrExpiredAreRefused() {
        given().auth().oauth2(token("another-app", "mia")).get(API).then().statusCode(401);
        String token = token("web-a", "mia");
        String tampered = token.substring(0, token.lastIndexOf('.')) + ".AAAA";
        given().auth().oauth2(tampered).get(API).then().statusCode(401);
        String fleeting = token("web-short", "mia");
        Instant end = Instant.now().plus(PATIENCE);
        int status = 200;
        while (status == 200 && Instant.now().isBefore(end)) {
            status = given().auth().oauth2(fleeting).get(API).statusCode();
        }
        assertThat(status).isEqualTo(401);
    }

    @Test
    void theImporterIsAskedWithATokenOfTheServiceAccountOnceForManyCalls() throws IOException {
        List<String> bearers = new CopyOnWriteArrayList<>();
        URI url = URI.create(ConfigProvider.getConfig().getValue("importer.url", String.class));
        HttpServer importer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()),
                0);
        importer.createContext("/internal/records/", exchange -> {
            bearers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] body = "{\"entity\":\"accounts\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        importer.start();
        try {
            String rep = token("web-a", "rob");
            for (int time = 0; time < 2; time++) {
                given().auth().oauth2(rep).get(API + "/records/0015g00000ABCDE").then().statusCode(200);
            }
        } finally {
            importer.stop(0);
        }
        assertThat(bearers).hasSize(2);
        assertThat(bearers.get(1)).isEqualTo(bearers.get(0)).startsWith("Bearer ");
        JsonPath claims = JsonPath.from(new String(
                Base64.getUrlDecoder().decode(bearers.get(0).substring(7).split("\\.")[1]), StandardCharsets.UTF_8));
        assertThat(claims.getString("iss")).isEqualTo(realm());
        assertThat(claims.getList("realm_access.roles", String.class)).contains("migration-gateway");
    }

    private static String realm() {
        return ConfigProvider.getConfig().getValue("oidc.auth.server.url", String.class);
    }

    private static String token(String client, String user) {
        // Keycloak's answers are not in our document, which is read with the first token.
        return given().noFilters().formParam("grant_type", "password").formParam("client_id", client)
                .formParam("username", user)
                .formParam("password", user + "-password").post(realm() + "/protocol/openid-connect/token").then()
                .statusCode(200).extract().path("access_token");
    }

    private static String serviceToken() {
        return given().formParam("grant_type", "client_credentials").formParam("client_id", "migration-gateway")
                .formParam("client_secret", "gateway-secret").post(realm() + "/protocol/openid-connect/token").then()
                .statusCode(200).extract().path("access_token");
    }
}
