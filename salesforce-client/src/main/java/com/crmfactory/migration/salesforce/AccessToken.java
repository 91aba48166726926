package com.crmfactory.migration.salesforce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Salesforce session id, OAuth access token or refresh token. Opaque: recent orgs issue JWTs, older ones {@code 00D…!AQ…}; neither is
 * parsed. It never shows itself: {@link #toString()} is redacted and equality takes constant time.
 */
public final class AccessToken {
    private final String secret;

    private AccessToken(String secret) {
        this.secret = secret;
    }

    /**
     * @throws IllegalArgumentException
     *             if the text is blank or holds a character that cannot stand in an HTTP header; the message does not
     *             repeat the text
     */
    public static AccessToken of(String text) {
        String secret = text == null ? "" : text.strip();
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("An access token is printable ASCII without blanks");
        }
        return new AccessToken(secret);
    }

    /** The token itself. For the {@code Authorization} header and for sealing, nothing else. */
    public String reveal() {
        return secret;
    }

    /** SHA-256 in hex: tells tokens apart without keeping them. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessToken that && MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.US_ASCII), that.secret.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "AccessToken[redacted]";
    }
}
