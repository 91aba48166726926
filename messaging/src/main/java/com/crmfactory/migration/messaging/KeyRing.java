package com.crmfactory.migration.messaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The keys of one file, a JWK Set of {@code oct} keys with 32 bytes. The first seals; all of them unseal, so that a key
 * is rotated by putting its successor before it.
 */
public final class KeyRing {
    private static final int KEY_BYTES = 32;

    private final List<OctetSequenceJsonWebKey> keys;

    private KeyRing(List<OctetSequenceJsonWebKey> keys) {
        this.keys = keys;
    }

    /**
     * @throws IllegalStateException
     *             if the file is missing, empty or holds a key of another kind; the message names the file and the
     *             remedy
     */
    public static KeyRing load(Path file) {
        try {
            List<OctetSequenceJsonWebKey> keys = new JsonWebKeySet(Files.readString(file)).getJsonWebKeys().stream()
                    .map(key -> usable(key, file)).toList();
            if (keys.isEmpty()) {
                throw new IllegalStateException(
                        "The key file " + file + " holds no key; put a JWK Set with one into it");
            }
            return new KeyRing(keys);
        } catch (IOException e) {
            throw new IllegalStateException("The key file " + file + " cannot be read; mount it, or name it in the"
                    + " configuration", e);
        } catch (JoseException | ClassCastException e) {
            // jose4j casts whatever JSON it finds. Without the cause, which may quote the key.
            throw new IllegalStateException("The key file " + file + " is no JWK Set");
        }
    }

    OctetSequenceJsonWebKey active() {
        return keys.get(0);
    }

    Optional<OctetSequenceJsonWebKey> named(String keyId) {
        return keys.stream().filter(key -> key.getKeyId().equals(keyId)).findFirst();
    }

    private static OctetSequenceJsonWebKey usable(JsonWebKey key, Path file) {
        if (key instanceof OctetSequenceJsonWebKey oct && oct.getKeyId() != null
                && oct.getOctetSequence().length == KEY_BYTES) {
            return oct;
        }
        throw new IllegalStateException("The key file " + file + " holds a key that is not 'oct' with 'kid' and "
                + KEY_BYTES + " bytes");
    }
}
