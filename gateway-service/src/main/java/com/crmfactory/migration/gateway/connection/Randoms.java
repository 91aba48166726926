package com.crmfactory.migration.gateway.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Values that nobody can guess, and what they are recognised by. */
final class Randoms {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Randoms() {
    }

    /** 256 bits in 43 characters of base64url: fit for {@code state}, a cookie and a PKCE verifier (RFC 7636). */
    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** SHA-256 in base64url, which is also PKCE's S256. */
    static String digest(String text) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
