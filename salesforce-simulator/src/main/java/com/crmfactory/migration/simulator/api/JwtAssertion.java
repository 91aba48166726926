package com.crmfactory.migration.simulator.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The assertion of the JWT bearer flow: RS256, {@code iss} the app, {@code sub} the user, short-lived. */
record JwtAssertion(String issuer, String subject, String audience, Instant expires) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> AUDIENCES = Set.of("https://login.salesforce.com", "https://test.salesforce.com");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** @throws OAuthError if it is not one that {@code certificate} has signed */
    static JwtAssertion verify(String token, PublicKey certificate) {
        String[] parts = token.split("\\.");
        if (parts.length != 3 || certificate == null || !isSigned(parts, certificate)) {
            throw invalid();
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return new JwtAssertion(claims.path("iss").asText(), claims.path("sub").asText(),
                    claims.path("aud").asText(), Instant.ofEpochSecond(claims.path("exp").asLong()));
        } catch (IOException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static boolean isSigned(String[] parts, PublicKey certificate) {
        try {
            if (!"RS256".equals(JSON.readTree(Base64.getUrlDecoder().decode(parts[0])).path("alg").asText())) {
                return false;
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(certificate);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws OAuthError as Salesforce would */
    void require(String clientId, String approvedUser, String ownOrigin, Instant now) {
        if (!clientId.equals(issuer)) {
            throw new OAuthError("invalid_client_id", "client identifier invalid");
        }
        if (!AUDIENCES.contains(audience) && !ownOrigin.equals(audience)) {
            throw new OAuthError(OAuthError.GRANT, "audience is invalid");
        }
        if (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST))) {
            throw invalid();
        }
        if (!approvedUser.equals(subject)) {
            throw new OAuthError(OAuthError.GRANT, "user hasn't approved this consumer");
        }
    }

    private static OAuthError invalid() {
        return new OAuthError(OAuthError.GRANT, "invalid assertion");
    }
}
