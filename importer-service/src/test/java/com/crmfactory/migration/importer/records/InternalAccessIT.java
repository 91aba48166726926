package com.crmfactory.migration.importer.records;

import static io.restassured.RestAssured.given;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;

/** Outside the local profile only the gateway's service account reads here; no user does, whatever his role. */
@QuarkusTest
@TestProfile(InternalAccessIT.WithTokens.class)
@QuarkusTestResource(InfrastructureTestResource.class)
class InternalAccessIT {
    private static final KeyPair KEYS = keys();
    private static final String PRIVATE_KEY = "test.private.key";
    private static final List<String> PATHS = List.of("/internal/migrations/mig_x/validation",
            "/internal/migrations/mig_x/objects/Account/failures", "/internal/records/0015g00000ABCDEAAA");

    public static class WithTokens implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "secured";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.oidc.public-key", encoded(KEYS.getPublic().getEncoded()), PRIVATE_KEY,
                    encoded(KEYS.getPrivate().getEncoded()), "quarkus.http.test-port", "0");
        }
    }

    @Test
    void onlyTheServiceAccountIsLetIn() {
        for (String path : PATHS) {
            asking(given()).get(path).then().statusCode(401);
            asking(given().auth().oauth2("nonsense")).get(path).then().statusCode(401);
            asking(given().auth().oauth2(token("migration-gateway", Duration.ofMinutes(-10)))).get(path).then()
                    .statusCode(401);
            asking(given().auth().oauth2(token("admin", Duration.ofMinutes(5)))).get(path).then().statusCode(403);
        }
        String service = token("migration-gateway", Duration.ofMinutes(5));
        asking(given().auth().oauth2(service)).get(PATHS.get(0)).then().statusCode(404);
        asking(given().auth().oauth2(service)).get(PATHS.get(1)).then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
    }

    private static RequestSpecification asking(RequestSpecification request) {
        return request.queryParam("organization_id", "00000000-0000-0000-0000-000000000001");
    }

    private static String token(String role, Duration valid) {
        try {
            byte[] key = Base64.getDecoder().decode(ConfigProvider.getConfig().getValue(PRIVATE_KEY, String.class));
            return Jwt.claims().subject("somebody").claim("realm_access", Map.of("roles", List.of(role)))
                    .issuedAt(Instant.now().minusSeconds(3_600)).expiresAt(Instant.now().plus(valid))
                    .sign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has RSA", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
