package com.crmfactory.migration.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintsTest {
    private static final byte[] TEXT = "a body".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void recognisesTheSameTextAndNoOther() throws IOException {
        Fingerprints fingerprints = with("idempotency", "new");
        assertThat(fingerprints.of(TEXT)).startsWith("new.").hasSize("new.".length() + 64);
        assertThat(fingerprints.matches(TEXT, fingerprints.of(TEXT))).isTrue();
        assertThat(fingerprints.matches("a bodz".getBytes(StandardCharsets.UTF_8), fingerprints.of(TEXT))).isFalse();
    }

    @Test
    void recognisesItAfterTheKeyWasRotatedAndNotWhenItIsGone() throws IOException {
        String before = with("idempotency", "old").of(TEXT);
        assertThat(with("idempotency", "new", "old").matches(TEXT, before)).isTrue();
        assertThat(with("idempotency", "new").matches(TEXT, before)).isFalse();
        assertThat(with("idempotency", "new").matches(TEXT, "nonsense")).isFalse();
    }

    @Test
    void anotherPurposeGivesAnotherFingerprint() throws IOException {
        assertThat(with("one", "old").of(TEXT)).isNotEqualTo(with("two", "old").of(TEXT));
    }

    private Fingerprints with(String purpose, String... keyIds) throws IOException {
        return new Fingerprints(KeyRing.load(KeyFiles.withKeys(folder, keyIds)), purpose);
    }
}
