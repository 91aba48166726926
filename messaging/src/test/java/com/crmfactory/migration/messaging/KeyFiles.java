package com.crmfactory.migration.messaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Key files as an operator would mount them. */
final class KeyFiles {
    private KeyFiles() {
    }

    /** 32 bytes that only look alike for the same name. */
    static String material(String keyId) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) keyId.hashCode());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Path withKeys(Path folder, String... keyIds) throws IOException {
        return Files.writeString(folder.resolve(String.join("-", keyIds) + ".json"), Arrays.stream(keyIds)
                .map(id -> key(id, material(id))).collect(Collectors.joining(",", "{\"keys\":[", "]}")));
    }

    static Path with(Path folder, String content) throws IOException {
        return Files.writeString(folder.resolve("keys.json"), content);
    }

    static String set(String... keys) {
        return "{\"keys\":" + List.of(keys) + "}";
    }

    static String key(String keyId, String material) {
        return "{\"kty\":\"oct\",\"kid\":\"" + keyId + "\",\"k\":\"" + material + "\"}";
    }
}
