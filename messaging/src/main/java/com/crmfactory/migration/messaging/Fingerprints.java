package com.crmfactory.migration.messaging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jose4j.jwk.OctetSequenceJsonWebKey;

/**
 * Recognises a text that was seen before without keeping it: HMAC-SHA-256 under a key that is derived from the ring's
 * first one for this purpose alone. Whoever reads the fingerprints can neither read nor guess the texts.
 */
public final class Fingerprints {
    private static final String ALGORITHM = "HmacSHA256";
    private static final char SEPARATOR = '.';

    private final KeyRing keys;
    private final String purpose;

    public Fingerprints(KeyRing keys, String purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /** The id of the key, a dot and 64 hexadecimal digits. */
    public String of(byte[] text) {
        return of(keys.active(), text);
    }

    /** False as well if the key that made the fingerprint is no longer live. */
    public boolean matches(byte[] text, String fingerprint) {
        int end = fingerprint.lastIndexOf(SEPARATOR);
        return end > 0 && keys.named(fingerprint.substring(0, end))
                .map(key -> MessageDigest.isEqual(of(key, text).getBytes(StandardCharsets.US_ASCII),
                        fingerprint.getBytes(StandardCharsets.US_ASCII)))
                .orElse(false);
    }

    private String of(OctetSequenceJsonWebKey key, byte[] text) {
        byte[] derived = hmac(key.getOctetSequence(), purpose.getBytes(StandardCharsets.UTF_8));
        return key.getKeyId() + SEPARATOR + HexFormat.of().formatHex(hmac(derived, text));
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
