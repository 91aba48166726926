package com.crmfactory.migration.gateway.access;

import static com.crmfactory.migration.gateway.access.EndpointCalls.UNKNOWN;
import static com.crmfactory.migration.gateway.access.EndpointCalls.call;
import static com.crmfactory.migration.gateway.access.EndpointCalls.problem;
import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.crmfactory.migration.gateway.contract.Endpoints.Endpoint;
import com.crmfactory.migration.gateway.contract.EveryAnswerIsHeldAgainstTheDocument;
import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** Tokens of a real Keycloak; only with {@code -Pkeycloak}, for its size and start (ADR 0039). */
@Tag("keycloak")
@QuarkusTest
@TestProfile(KeycloakIT.WithKeycloak.class)
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class KeycloakIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();
    private static String ours;
    private static String expired;

    public static class WithKeycloak implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "secured";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            // Whoever waits for a token to end asks more often than a tenant may.
            return Map.of("gateway.rate-limits.requests-per-minute", "1000000");
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

    @ParameterizedTest
    @MethodSource("endpoints")
    void withoutAValidTokenItIs401(Endpoint endpoint) {
        String valid = token("web-a", "mia");
        String unsigned = valid.substring(0, valid.lastIndexOf('.') + 1);
        problem(call(endpoint, null, UNKNOWN), 401, "unauthorized");
        for (String token : List.of("nonsense", unsigned + "AAAA", expired(), token("another-app", "mia"))) {
            problem(call(endpoint, token, UNKNOWN), 401, "unauthorized");
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void withoutTheRoleItIs403(Endpoint endpoint) {
        problem(call(endpoint, token("web-a", "gus"), UNKNOWN), 403, "forbidden");
        if (!endpoint.roles().contains(Roles.REP)) {
            problem(call(endpoint, token("web-a", "rob"), UNKNOWN), 403, "forbidden");
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void whatBelongsToAnotherTenantIs404(Endpoint endpoint) {
        if (EndpointCalls.namesAMigration(endpoint)) {
            problem(call(endpoint, token("web-b", "sam"), ours()), 404, "migration_not_found");
        }
    }

    @Test
    void whoeverHasTheRoleIsAnsweredAboutTheirOwn() {
        given().auth().oauth2(token("web-a", "rob")).get(API + "/" + ours()).then().statusCode(200);
        given().auth().oauth2(token("web-a", "rob")).get(API).then().statusCode(200).body("data.migration_id",
                hasItem(ours()));
        given().auth().oauth2(token("web-b", "sam")).get(API).then().statusCode(200).body("data", hasSize(0));
    }

    /** It is for the importer: it names neither this audience nor an organization. */
    @Test
    void theServiceAccountIsNoCaller() {
        problem(given().auth().oauth2(serviceToken()).get(API).then(), 401, "unauthorized");
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

    static List<Endpoint> endpoints() {
        return EndpointCalls.guarded();
    }

    private static synchronized String ours() {
        if (ours == null) {
            ours = EndpointCalls.analyze(token("web-a", "mia"));
        }
        return ours;
    }

    /** Its app's tokens live for five seconds; it was good before. */
    private static synchronized String expired() {
        if (expired == null) {
            String fleeting = token("web-short", "mia");
            Instant end = Instant.now().plus(PATIENCE);
            int status = given().auth().oauth2(fleeting).get(API).statusCode();
            assertThat(status).isEqualTo(200);
            while (status == 200 && Instant.now().isBefore(end)) {
                status = given().auth().oauth2(fleeting).get(API).statusCode();
            }
            expired = fleeting;
        }
        return expired;
    }

    /** Asked for once; those of the other apps outlive the test. */
    private static String token(String client, String user) {
        return TOKENS.computeIfAbsent(client + " " + user, key -> granted(given()
                .formParam("grant_type", "password").formParam("client_id", client).formParam("username", user)
                .formParam("password", user + "-password")));
    }

    private static String serviceToken() {
        return granted(given().formParam("grant_type", "client_credentials")
                .formParam("client_id", "migration-gateway").formParam("client_secret", "gateway-secret"));
    }

    private static String granted(RequestSpecification request) {
        // Keycloak's answers are not in our document, which is read with the first token.
        return request.noFilters().post(realm() + "/protocol/openid-connect/token").then().statusCode(200).extract()
                .path("access_token");
    }
}
