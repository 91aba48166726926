package com.crmfactory.migration.simulator.api;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/** How the org's connected app is set up; tests change it while the simulator runs ({@code POST /__oauth}). */
public final class OAuthSettings {

    /** What the user does on the approval page. */
    enum Approval {
        /** Consents at once, without a page. */
        APPROVE,
        /** Sees a page with two links. */
        ASK,
        /** Refuses. */
        DENY,
        /** Is not let that far: the app is not installed and the user may not approve uninstalled ones. */
        NOT_INSTALLED
    }

    private Duration tokenLifetime;
    private boolean rotation = true;
    private boolean runAsUser = true;
    private Approval approval = Approval.APPROVE;
    private PublicKey certificate;

    /**
     * Takes over the members that are there.
     *
     * @throws IllegalArgumentException if one of them is unknown or not as documented
     */
    public synchronized void change(JsonNode members) {
        members.properties().forEach(member -> change(member.getKey(), member.getValue()));
    }

    private void change(String name, JsonNode value) {
        switch (name) {
            case "tokenLifetimeMs" -> tokenLifetime = value.isNull() ? null : Duration.ofMillis(value.asLong());
            case "rotateRefreshTokens" -> rotation = value.asBoolean();
            case "runAsUser" -> runAsUser = value.asBoolean();
            case "approval" -> approval = Approval.valueOf(value.asText().toUpperCase(Locale.ROOT));
            case "jwtPublicKey" -> certificate = publicKey(value.asText());
            default -> throw new IllegalArgumentException("no such setting: " + name);
        }
    }

    private static PublicKey publicKey(String base64) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("jwtPublicKey is no RSA key in Base64", e);
        }
    }

    /** Of access tokens from now on; null if they never expire. */
    synchronized Duration tokenLifetime() {
        return tokenLifetime;
    }

    /** Whether each refresh replaces the refresh token. */
    synchronized boolean rotation() {
        return rotation;
    }

    /** Whether the app has a user for the client credentials flow. */
    synchronized boolean runAsUser() {
        return runAsUser;
    }

    synchronized Approval approval() {
        return approval;
    }

    /** What signatures of the JWT bearer flow are checked with; null if none was uploaded. */
    synchronized PublicKey certificate() {
        return certificate;
    }
}
