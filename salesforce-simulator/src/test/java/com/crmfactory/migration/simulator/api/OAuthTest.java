package com.crmfactory.migration.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.crmfactory.migration.simulator.generated.GeneratedOrg;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The flows by which a product gets its tokens, and the ways they go wrong. */
class OAuthTest {

    private static final String CALLBACK = "http://127.0.0.1:8080/api/v1/migration/connections/callback";
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123";
    private static final String LOGIN_HOST = "http://localhost:1";
    private static final String MY_DOMAIN = "http://127.0.0.1:1";
    private static final String LIMITS = "/services/data/v67.0/limits";

    private final ApiFixture org = new ApiFixture(GeneratedOrg.of(0.001, 1));

    @Test
    void theWebServerFlowEndsWithTokensThatOpenTheOrg() {
        JsonNode grant = ApiFixture.json(redeem(code("api refresh_token"), VERIFIER));

        assertThat(grant.path("instance_url").asText()).isEqualTo(MY_DOMAIN);
        assertThat(grant.path("id").asText()).startsWith("https://login.salesforce.com/id/00D");
        assertThat(grant.has("expires_in")).isFalse();
        assertThat(call(grant.path("access_token").asText())).isEqualTo(200);
        assertThat(org.api.issuedTokens()).contains(grant.path("access_token").asText(),
                grant.path("refresh_token").asText());
    }

    @Test
    void aRefreshTokenHasToBeAskedFor() {
        assertThat(ApiFixture.json(redeem(code("api"), VERIFIER)).has("refresh_token")).isFalse();
    }

    @Test
    void aCodeServesOnceAndForItsVerifierOnly() {
        String code = code("api");
        assertThat(error(redeem(code, VERIFIER + "x"))).isEqualTo("invalid_request: invalid code verifier");
        assertThat(error(redeem(code, VERIFIER))).isEqualTo("invalid_grant: invalid authorization code");
        assertThat(error(redeem(code("api"), null))).isEqualTo("invalid_grant: invalid code verifier");
        String late = code("api");
        org.clock.advance(Duration.ofMinutes(16));
        assertThat(error(redeem(late, VERIFIER))).isEqualTo("invalid_grant: expired authorization code");
    }

    @ParameterizedTest
    @CsvSource({"deny,access_denied", "not_installed,invalid_client"})
    void aRefusalComesBackToTheCallbackWithTheState(String approval, String error) {
        settings("{\"approval\":\"" + approval + "\"}");
        Map<String, String> back = authorize(LOGIN_HOST, CALLBACK, "api");
        assertThat(back).containsEntry("error", error).containsEntry("state", "s t").doesNotContainKey("code");
    }

    @Test
    void aUserMayBeAsked() {
        settings("{\"approval\":\"ask\"}");
        ApiResponse page = send("GET", LOGIN_HOST, "/services/oauth2/authorize",
                Map.of("client_id", "simulator-client", "redirect_uri", CALLBACK, "response_type", "code"), "");
        assertThat(ApiFixture.text(page)).contains("decision=allow", "decision=deny");
        assertThat(send("GET", LOGIN_HOST, "/services/oauth2/authorize", Map.of("client_id", "simulator-client",
                "redirect_uri", CALLBACK, "response_type", "code", "decision", "allow"), "").headers().get("Location"))
                .startsWith(CALLBACK + "?code=");
    }

    @Test
    void noForeignAddressEverGetsACode() {
        ApiResponse refused = send("GET", LOGIN_HOST, "/services/oauth2/authorize", Map.of("client_id",
                "simulator-client", "redirect_uri", "https://evil.example/callback", "response_type", "code"), "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(ApiFixture.text(refused)).contains("redirect_uri_mismatch");
    }

    @Test
    void aReplacedRefreshTokenThatComesAgainEndsTheApproval() {
        JsonNode first = ApiFixture.json(redeem(code("api refresh_token"), VERIFIER));
        JsonNode second = ApiFixture.json(refresh(first.path("refresh_token").asText()));
        assertThat(call(second.path("access_token").asText())).isEqualTo(200);

        assertThat(error(refresh(first.path("refresh_token").asText())))
                .isEqualTo("invalid_grant: expired access/refresh token");

        assertThat(call(second.path("access_token").asText())).isEqualTo(401);
        assertThat(error(refresh(second.path("refresh_token").asText())))
                .isEqualTo("invalid_grant: expired access/refresh token");
        assertThat(org.stats.json().path("misuse").toString()).contains("refresh_token_replayed");
    }

    @Test
    void withoutRotationARefreshTokenStays() {
        settings("{\"rotateRefreshTokens\":false}");
        for (int time = 0; time < 2; time++) {
            JsonNode grant = ApiFixture.json(refresh("simulator-refresh-token"));
            assertThat(grant.has("refresh_token")).isFalse();
            assertThat(call(grant.path("access_token").asText())).isEqualTo(200);
        }
    }

    @Test
    void aSixthApprovalEndsTheOldest() {
        String oldest = ApiFixture.json(redeem(code("api refresh_token"), VERIFIER)).path("refresh_token").asText();
        for (int more = 0; more < 5; more++) {
            redeem(code("api refresh_token"), VERIFIER);
        }
        assertThat(error(refresh(oldest))).startsWith("invalid_grant");
    }

    @Test
    void accessTokensExpire() {
        settings("{\"tokenLifetimeMs\":2000}");
        String token = ApiFixture.json(refresh("simulator-refresh-token")).path("access_token").asText();
        assertThat(call(token)).isEqualTo(200);
        org.clock.advance(Duration.ofSeconds(3));
        assertThat(call(token)).isEqualTo(401);
    }

    @Test
    void clientCredentialsWorkOnlyAtMyDomainAndWithAUser() {
        String form = "grant_type=client_credentials&client_id=simulator-client&client_secret=simulator-secret";
        assertThat(error(post(LOGIN_HOST, form))).isEqualTo("invalid_grant: request not supported on this domain");
        assertThat(post(MY_DOMAIN, form).status()).isEqualTo(200);
        settings("{\"runAsUser\":false}");
        assertThat(error(post(MY_DOMAIN, form))).isEqualTo("invalid_grant: no client credentials user enabled");
    }

    @Test
    void aSignedAssertionGetsATokenForAnApprovedUserOnly() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        String user = ApiFixture.json(org.get("/services/oauth2/userinfo")).path("preferred_username").asText();
        String good = assertion(keys, user, "https://login.salesforce.com", 180);
        assertThat(error(bearer(good))).isEqualTo("invalid_grant: invalid assertion");

        settings("{\"jwtPublicKey\":\"" + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()) + "\"}");

        JsonNode grant = ApiFixture.json(bearer(good));
        assertThat(call(grant.path("access_token").asText())).isEqualTo(200);
        assertThat(grant.has("refresh_token")).isFalse();
        assertThat(error(bearer(assertion(keys, "nobody@example.com", "https://login.salesforce.com", 180))))
                .isEqualTo("invalid_grant: user hasn't approved this consumer");
        assertThat(error(bearer(assertion(keys, user, "https://evil.example", 180))))
                .isEqualTo("invalid_grant: audience is invalid");
        assertThat(error(bearer(assertion(keys, user, "https://login.salesforce.com", 3_600))))
                .isEqualTo("invalid_grant: invalid assertion");
        assertThat(error(bearer(good + "x"))).isEqualTo("invalid_grant: invalid assertion");
    }

    @Test
    void aRevokedRefreshTokenTakesItsAccessTokensAlong() {
        JsonNode grant = ApiFixture.json(redeem(code("api refresh_token"), VERIFIER));
        String refreshToken = grant.path("refresh_token").asText();
        assertThat(active(refreshToken)).isTrue();

        ApiResponse revoked = send("POST", MY_DOMAIN, "/services/oauth2/revoke", Map.of(), "token=" + refreshToken);

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(active(refreshToken)).isFalse();
        assertThat(call(grant.path("access_token").asText())).isEqualTo(401);
        assertThat(error(send("POST", MY_DOMAIN, "/services/oauth2/revoke", Map.of(), "token=" + refreshToken)))
                .startsWith("invalid_token");
    }

    private boolean active(String token) {
        return ApiFixture.json(send("POST", MY_DOMAIN, "/services/oauth2/introspect", Map.of(),
                "client_id=simulator-client&client_secret=simulator-secret&token=" + token)).path("active").asBoolean();
    }

    private String code(String scope) {
        return authorize(LOGIN_HOST, CALLBACK, scope).get("code");
    }

    private Map<String, String> authorize(String origin, String callback, String scope) {
        ApiResponse answer = send("GET", origin, "/services/oauth2/authorize", Map.of("client_id", "simulator-client",
                "redirect_uri", callback, "response_type", "code", "scope", scope, "state", "s t", "code_challenge",
                challenge()), "");
        assertThat(answer.status()).isEqualTo(302);
        URI location = URI.create(answer.headers().get("Location"));
        return Arrays.stream(location.getRawQuery().split("&")).map(pair -> pair.split("=", 2)).collect(Collectors
                .toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ApiResponse redeem(String code, String verifier) {
        return post(LOGIN_HOST, "grant_type=authorization_code&client_id=simulator-client"
                + "&client_secret=simulator-secret&code=" + encoded(code) + "&redirect_uri=" + encoded(CALLBACK)
                + (verifier == null ? "" : "&code_verifier=" + verifier));
    }

    private ApiResponse refresh(String token) {
        return post(MY_DOMAIN, "grant_type=refresh_token&client_id=simulator-client&client_secret=simulator-secret"
                + "&refresh_token=" + encoded(token));
    }

    private ApiResponse bearer(String assertion) {
        return post(LOGIN_HOST, "grant_type=" + encoded("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion="
                + assertion);
    }

    private ApiResponse post(String origin, String form) {
        return send("POST", origin, "/services/oauth2/token", Map.of(), form);
    }

    private ApiResponse send(String method, String origin, String path, Map<String, String> parameters, String body) {
        return org.api.handle(new ApiRequest(method, path, new HashMap<>(parameters), Map.of(),
                body.getBytes(StandardCharsets.UTF_8), origin));
    }

    private int call(String token) {
        return org.api.handle(new ApiRequest("GET", LIMITS, Map.of(), Map.of("authorization", "Bearer " + token),
                new byte[0], MY_DOMAIN)).status();
    }

    private void settings(String json) {
        try {
            org.api.oauthSettings().change(new ObjectMapper().readTree(json));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String error(ApiResponse response) {
        assertThat(response.status()).isEqualTo(400);
        JsonNode error = ApiFixture.json(response);
        return error.path("error").asText() + ": " + error.path("error_description").asText();
    }

    private String assertion(KeyPair keys, String user, String audience, int seconds) throws GeneralSecurityException {
        String claims = "{\"iss\":\"simulator-client\",\"sub\":\"" + user + "\",\"aud\":\"" + audience + "\",\"exp\":"
                + (org.clock.instant().getEpochSecond() + seconds) + "}";
        String content = part("{\"alg\":\"RS256\"}") + "." + part(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
