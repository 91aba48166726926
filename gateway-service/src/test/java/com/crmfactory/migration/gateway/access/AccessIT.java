package com.crmfactory.migration.gateway.access;

import static com.crmfactory.migration.gateway.access.EndpointCalls.ANALYZE;
import static com.crmfactory.migration.gateway.access.EndpointCalls.UNKNOWN;
import static com.crmfactory.migration.gateway.access.EndpointCalls.call;
import static com.crmfactory.migration.gateway.access.EndpointCalls.problem;
import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.crmfactory.migration.gateway.contract.Endpoints;
import com.crmfactory.migration.gateway.contract.Endpoints.Endpoint;
import com.crmfactory.migration.gateway.contract.EveryAnswerIsHeldAgainstTheDocument;
import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;

/** Outside the local profile: a bearer token whose signature is checked, its organization and its roles. */
@QuarkusTest
@TestProfile(AccessIT.WithTokens.class)
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class AccessIT {
    private static final KeyPair KEYS = keys();
    private static final String AUDIENCE = "crm-migration";
    private static final int COSTLY = 40;
    private static final List<String> PUBLIC = List.of("GET " + API + "/connections/callback");
    private static String ours;

    public static class WithTokens implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "secured";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.oidc.public-key", Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()),
                    "quarkus.oidc-client.client-enabled", "false",
                    "gateway.salesforce.public-url", "https://migration.example.com",
                    "quarkus.http.cors.enabled", "true", "quarkus.http.cors.origins", "https://crm.example.com",
                    "gateway.rate-limits.costly-per-minute", String.valueOf(COSTLY),
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1",
                    "test.private.key", Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded()));
        }
    }

    @BeforeEach
    void readTheDocument() {
        EveryAnswerIsHeldAgainstTheDocument.readWith(admin(UUID.randomUUID().toString()));
    }

    @Test
    void onlyTheCallbackIsPublicAndEveryOtherEndpointNamesItsRoles() {
        assertThat(Endpoints.all()).hasSizeGreaterThan(15).allSatisfy(endpoint -> {
            if (endpoint.isPublic()) {
                assertThat(endpoint.method() + " " + endpoint.path()).isIn(PUBLIC);
            } else {
                assertThat(endpoint.roles()).as(endpoint.path()).contains(Roles.ADMIN, Roles.MANAGER);
                assertThat(endpoint.roles().contains(Roles.REP)).as(endpoint.method() + " " + endpoint.path())
                        .isEqualTo("GET".equals(endpoint.method()));
            }
        });
        given().get("/q/openapi").then().statusCode(401);
        given().get("/q/health/live").then().statusCode(200);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void withoutAValidTokenItIs401(Endpoint endpoint) {
        String organization = UUID.randomUUID().toString();
        call(endpoint, null, UNKNOWN).statusCode(401).contentType("application/problem+json")
                .body("code", equalTo("unauthorized")).header("WWW-Authenticate", equalTo("Bearer"));
        for (String token : List.of("nonsense", token(organization, "admin", AUDIENCE, Duration.ofMinutes(-10)),
                token(organization, "admin", "another", Duration.ofMinutes(5)), admin(organization) + "x")) {
            problem(call(endpoint, token, UNKNOWN), 401, "unauthorized");
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void withoutTheRoleItIs403(Endpoint endpoint) {
        String organization = UUID.randomUUID().toString();
        for (String role : List.of("guest", Roles.REP, Roles.MANAGER)) {
            if (!endpoint.roles().contains(role)) {
                problem(call(endpoint, token(organization, role, AUDIENCE, Duration.ofMinutes(5)), UNKNOWN), 403,
                        "forbidden");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void whatBelongsToAnotherTenantIs404(Endpoint endpoint) {
        if (EndpointCalls.namesAMigration(endpoint)) {
            problem(call(endpoint, admin(UUID.randomUUID().toString()), ours()), 404, "migration_not_found");
        }
    }

    @Test
    void aTenantThatCallsTooOftenWaitsAndOthersDoNot() {
        String busy = admin(UUID.randomUUID().toString());
        Response answer = null;
        int calls = 0;
        // While it calls, a call is given back every second and a half.
        for (; calls < 2 * COSTLY && (answer == null || answer.statusCode() == 422); calls++) {
            answer = given().auth().oauth2(busy).contentType("application/json").body("{}").post(API + "/run");
        }
        assertThat(calls).isGreaterThan(COSTLY);
        problem(answer.then(), 429, "rate_limited").header("Retry-After", matchesPattern("[1-9][0-9]?"));
        given().auth().oauth2(busy).get(API).then().statusCode(200);
        given().auth().oauth2(admin(UUID.randomUUID().toString())).contentType("application/json").body("{}")
                .post(API + "/run").then().statusCode(422);
    }

    @Test
    void theTrailNamesThePersonAndTheAddressThatATrustedProxyTells() {
        String organization = UUID.randomUUID().toString();
        String id = given().auth().oauth2(admin(organization)).header("X-Forwarded-For", "203.0.113.7")
                .contentType("application/json").body(ANALYZE).post(API + "/analyze").then().statusCode(202).extract()
                .path("migration_id");
        given().auth().oauth2(admin(organization)).get(API + "/" + id + "/audit").then().statusCode(200)
                .body("data[0].actor", equalTo("somebody")).body("data[0].remote_address", equalTo("203.0.113.7"));
    }

    static List<Endpoint> endpoints() {
        return EndpointCalls.guarded();
    }

    private static synchronized String ours() {
        if (ours == null) {
            ours = EndpointCalls.analyze(admin(UUID.randomUUID().toString()));
        }
        return ours;
    }

    @Test
    void rolesDecideWhoMayChangeAndTenantsDoNotSeeOneAnother() {
        String ours = UUID.randomUUID().toString();
        String manager = token(ours, "manager", "crm-migration", Duration.ofMinutes(5));
        String rep = token(ours, "rep", "crm-migration", Duration.ofMinutes(5));
        String stranger = token(UUID.randomUUID().toString(), "admin", "crm-migration", Duration.ofMinutes(5));
        String id = EndpointCalls.analyze(manager);
        problem(given().auth().oauth2(rep).contentType("application/json").body(ANALYZE).post(API + "/analyze").then(),
                403, "forbidden");
        given().auth().oauth2(rep).get(API + "/" + id).then().statusCode(200);
        problem(given().auth().oauth2(token(ours, "guest", "crm-migration", Duration.ofMinutes(5))).get(API).then(),
                403,
                "forbidden");
        for (String path : List.of("", "/report", "/events", "/plan", "/configuration", "/validation",
                "/objects/User/failures")) {
            problem(given().auth().oauth2(stranger).accept("*/*").get(API + "/" + id + path).then(), 404,
                    "migration_not_found");
        }
        problem(given().auth().oauth2(stranger).post(API + "/" + id + "/cancel").then(), 404, "migration_not_found");
        given().auth().oauth2(stranger).get(API).then().statusCode(200).body("data", hasSize(0));
        given().auth().oauth2(rep).get(API).then().statusCode(200).body("data", hasSize(1));
    }

    @Test
    void onlyPagesOfAllowedSitesMayCall() {
        given().header("Origin", "https://crm.example.com").header("Access-Control-Request-Method", "POST")
                .options(API + "/run").then().statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("https://crm.example.com"));
        problem(given().header("Origin", "https://evil.example.com").header("Access-Control-Request-Method", "POST")
                .options(API + "/run").then(), 403, "origin_not_allowed");
        String ours = admin(UUID.randomUUID().toString());
        problem(given().auth().oauth2(ours).header("Origin", "https://evil.example.com").get(API).then(), 403,
                "origin_not_allowed");
        given().auth().oauth2(ours).header("Origin", "https://crm.example.com").get(API).then().statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("https://crm.example.com"));
    }

    @Test
    void aConnectionIsItsTenantsOwnAndMadeByThoseWhoMayAct() {
        String ours = UUID.randomUUID().toString();
        String manager = token(ours, "manager", "crm-migration", Duration.ofMinutes(5));
        String rep = token(ours, "rep", "crm-migration", Duration.ofMinutes(5));
        String stranger = token(UUID.randomUUID().toString(), "admin", "crm-migration", Duration.ofMinutes(5));
        String login = "{\"login_url\":\"https://login.salesforce.com\",\"grant\":\"authorization_code\"}";
        problem(given().auth().oauth2(rep).contentType("application/json").body(login).post(API + "/connections")
                .then(), 403, "forbidden");
        Response begun = given().auth().oauth2(manager).contentType("application/json").body(login)
                .post(API + "/connections");
        begun.then().statusCode(201).header("Set-Cookie", startsWith("__Host-sf_oauth="));
        assertThat(begun.header("Set-Cookie")).contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600")
                .doesNotContain("Domain");
        assertThat(begun.jsonPath().getString("authorize_url"))
                .contains(
                        "redirect_uri=https%3A%2F%2Fmigration.example.com%2Fapi%2Fv1%2Fmigration%2Fconnections%2Fcallback");
        String id = begun.jsonPath().getString("connection_id");
        given().auth().oauth2(rep).get(API + "/connections/" + id).then().statusCode(200);
        problem(given().auth().oauth2(rep).delete(API + "/connections/" + id).then(), 403, "forbidden");
        problem(given().auth().oauth2(stranger).get(API + "/connections/" + id).then(), 404, "connection_not_found");
        problem(given().auth().oauth2(stranger).delete(API + "/connections/" + id).then(), 404,
                "connection_not_found");
        problem(given().auth().oauth2(stranger).contentType("application/json")
                .body("{\"connection_id\":\"" + id + "\"}").post(API + "/analyze").then(), 404,
                "connection_not_found");
        given().redirects().follow(false).get(API + "/connections/callback?state=x").then().statusCode(303);
        given().auth().oauth2(manager).delete(API + "/connections/" + id).then().statusCode(204);
    }

    @Test
    void aTokenWithoutAnOrganizationIsRefused() {
        problem(given().auth().oauth2(token("nobody", "admin", "crm-migration", Duration.ofMinutes(5))).get(API).then(),
                403, "forbidden");
    }

    @Test
    void loopbackIsNoSalesforceHere() {
        problem(given().auth().oauth2(token(UUID.randomUUID().toString(), "admin", "crm-migration",
                Duration.ofMinutes(5))).contentType("application/json")
                .body("{\"sf_instance_url\":\"http://127.0.0.1:1\",\"sf_access_token\":\"00Dx\"}")
                .post(API + "/analyze").then(), 422, "sf_host_not_allowed");
    }

    private static String admin(String organization) {
        return token(organization, Roles.ADMIN, AUDIENCE, Duration.ofMinutes(5));
    }

    private static String token(String organization, String role, String audience, Duration valid) {
        try {
            byte[] key = Base64.getDecoder().decode(org.eclipse.microprofile.config.ConfigProvider.getConfig()
                    .getValue("test.private.key", String.class));
            return Jwt.claims().subject("somebody").audience(audience).groups(Set.of())
                    .claim("organization_id", organization).claim("realm_access", Map.of("roles", List.of(role)))
                    .issuedAt(java.time.Instant.now().minusSeconds(3_600))
                    .expiresAt(java.time.Instant.now().plus(valid))
                    .sign(java.security.KeyFactory.getInstance("RSA")
                            .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(key)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
