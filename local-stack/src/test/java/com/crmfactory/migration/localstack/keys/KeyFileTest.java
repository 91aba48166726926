package com.crmfactory.migration.localstack.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class KeyFileTest {

    @TempDir
    Path folder;

    @Test
    void isAJwkSetWithOneKeyOf256Bits() throws Exception {
        JsonNode keys = new ObjectMapper().readTree(KeyFile.ensure(folder.resolve("keys.json")).toFile()).get("keys");
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).get("kty").asText()).isEqualTo("oct");
        assertThat(keys.get(0).get("alg").asText()).isEqualTo("dir");
        assertThat(keys.get(0).get("enc").asText()).isEqualTo("A256GCM");
        assertThat(keys.get(0).get("kid").asText()).hasSize(16);
        assertThat(Base64.getUrlDecoder().decode(keys.get(0).get("k").asText())).hasSize(32);
    }

    @Test
    void canBeReadByItsOwnerOnly() throws Exception {
        Path file = KeyFile.ensure(folder.resolve("keys.json"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void keepsAKeyThatExistsSinceRecordsAreSealedWithIt() throws Exception {
        Path file = KeyFile.ensure(folder.resolve("keys.json"));
        String before = Files.readString(file);
        assertThat(Files.readString(KeyFile.ensure(file))).isEqualTo(before);
    }

    @Test
    void everyFileHasItsOwnKey() throws Exception {
        assertThat(Files.readString(KeyFile.ensure(folder.resolve("a.json"))))
                .isNotEqualTo(Files.readString(KeyFile.ensure(folder.resolve("b.json"))));
    }

    @Test
    void replacingAPrivateFileLeavesNoOtherFileBehind() throws Exception {
        PrivateFile.write(folder.resolve("secret"), "one");
        PrivateFile.write(folder.resolve("secret"), "two");
        assertThat(folder.resolve("secret")).hasContent("two");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
