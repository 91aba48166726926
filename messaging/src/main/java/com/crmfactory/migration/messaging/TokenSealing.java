package com.crmfactory.migration.messaging;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * Seals secrets for storage or transport: compact JWE, {@code dir} and {@code A256GCM}. Organization and migration stand
 * in the protected header, which is authenticated, so that a token sealed for one cannot be used for another.
 */
public final class TokenSealing {
    private static final String ORGANIZATION = "org";
    private static final String MIGRATION = "mig";

    private final KeyRing keys;

    public TokenSealing(KeyRing keys) {
        this.keys = keys;
    }

    public String seal(String secret, String organizationId, String migrationId) {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        jwe.setKeyIdHeaderValue(keys.active().getKeyId());
        jwe.setHeader(ORGANIZATION, organizationId);
        jwe.setHeader(MIGRATION, migrationId);
        jwe.setKey(keys.active().getKey());
        jwe.setPayload(secret);
        try {
            return jwe.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The key " + keys.active().getKeyId() + " cannot seal", e);
        }
    }

    /**
     * @throws SecurityException
     *             if no live key opens it, it was changed, or it was sealed for something else
     */
    public String unseal(String sealed, String organizationId, String migrationId) {
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setAlgorithmConstraints(only(KeyManagementAlgorithmIdentifiers.DIRECT));
            jwe.setContentEncryptionAlgorithmConstraints(only(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
            jwe.setCompactSerialization(sealed);
            jwe.setKey(keys.named(jwe.getKeyIdHeaderValue())
                    .orElseThrow(() -> new SecurityException("no live key has sealed this token")).getKey());
            String secret = jwe.getPayload();
            if (!organizationId.equals(jwe.getHeader(ORGANIZATION)) || !migrationId.equals(jwe.getHeader(MIGRATION))) {
                throw new SecurityException("this token was sealed for another migration");
            }
            return secret;
        } catch (JoseException e) {
            throw new SecurityException("this token was changed or is none of ours", e);
        }
    }

    private static AlgorithmConstraints only(String algorithm) {
        return new AlgorithmConstraints(ConstraintType.PERMIT, algorithm);
    }
}
