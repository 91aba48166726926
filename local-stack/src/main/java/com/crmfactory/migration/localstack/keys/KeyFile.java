package com.crmfactory.migration.localstack.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A symmetric key on disk as a JWK Set (RFC 7517) for JWE {@code dir} + {@code A256GCM}, mode 0600. The first key of the
 * set seals; all of them open, which is how a key is rotated: put the new one first and leave the old one until nothing
 * sealed with it is left.
 */
public final class KeyFile {

    private static final int KEY_BYTES = 32;
    private static final int KEY_ID_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyFile() {
    }

    /** Makes the file with one fresh key; a file that exists is left alone, since records are sealed with its keys. */
    public static Path ensure(Path file) throws IOException {
        if (Files.notExists(file)) {
            Map<String, String> key = new LinkedHashMap<>();
            key.put("kty", "oct");
            key.put("kid", HexFormat.of().formatHex(random(KEY_ID_BYTES)));
            key.put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(random(KEY_BYTES)));
            key.put("alg", "dir");
            key.put("enc", "A256GCM");
            PrivateFile.write(file, JSON.writeValueAsString(Map.of("keys", List.of(key))));
        }
        return file;
    }

    /** A password or token of 256 random bits that needs no escaping in URLs, SQL or shells. */
    public static String randomSecret() {
        return HexFormat.of().formatHex(random(KEY_BYTES));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
