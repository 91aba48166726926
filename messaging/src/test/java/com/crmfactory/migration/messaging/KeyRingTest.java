package com.crmfactory.migration.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Base64;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final String MATERIAL = KeyFiles.material("any");

    @TempDir
    Path folder;

    @Test
    void sealsWithTheFirstOfSeveralKeysAndKnowsThemAll() throws IOException {
        KeyRing keys = KeyRing.load(KeyFiles.withKeys(folder, "new", "old"));

        assertThat(keys.active().getKeyId()).isEqualTo("new");
        assertThat(keys.named("new")).contains(keys.active());
        assertThat(keys.named("old").orElseThrow().getOctetSequence())
                .isEqualTo(Base64.getUrlDecoder().decode(KeyFiles.material("old")));
    }

    @Test
    void knowsNoOtherKeys() throws IOException {
        KeyRing keys = KeyRing.load(KeyFiles.withKeys(folder, "only"));

        assertThat(keys.named("other")).isEmpty();
        assertThat(keys.named(null)).isEmpty();
    }

    @Test
    void namesTheFileThatIsMissing() {
        Path missing = folder.resolve("missing.json");

        assertRefused(() -> KeyRing.load(missing), missing, "cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[1]}", "{\"keys\":null}", "null",
            "{\"keys\":[\"MATERIAL\"]}", "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"MATERIAL\"",
            "{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"MATERIAL\"}"})
    void refusesWhatIsNoKeySet(String content) throws IOException {
        Path file = KeyFiles.with(folder, content.replace("MATERIAL", MATERIAL));

        assertRefused(() -> KeyRing.load(file), file, "no JWK Set");
    }

    @Test
    void refusesASetWithoutKeys() throws IOException {
        Path file = KeyFiles.with(folder, "{\"keys\":[]}");

        assertRefused(() -> KeyRing.load(file), file, "holds no key");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 31, 33})
    void refusesKeysOfAnotherSize(int bytes) throws IOException {
        String material = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[bytes]);
        Path file = KeyFiles.with(folder, KeyFiles.set(KeyFiles.key("a", MATERIAL), KeyFiles.key("b", material)));

        assertRefused(() -> KeyRing.load(file), file, "32 bytes");
    }

    @Test
    void refusesKeysWithoutAName() throws IOException {
        Path file = KeyFiles.with(folder, KeyFiles.set("{\"kty\":\"oct\",\"k\":\"" + MATERIAL + "\"}"));

        assertRefused(() -> KeyRing.load(file), file, "kid");
    }

    @Test
    void refusesKeysOfAnotherKind() throws IOException, JoseException {
        JsonWebKey pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        pair.setKeyId("a");
        Path file = KeyFiles.with(folder, KeyFiles.set(pair.toJson()));

        assertRefused(() -> KeyRing.load(file), file, "oct");
    }

    /** By a message that helps the operator, and without a word of the keys anywhere in the stack trace. */
    private static void assertRefused(ThrowingCallable loading, Path file, String why) {
        assertThatThrownBy(loading).isInstanceOf(IllegalStateException.class).hasMessageContaining(file.toString())
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(printed(e)).doesNotContain(MATERIAL));
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
