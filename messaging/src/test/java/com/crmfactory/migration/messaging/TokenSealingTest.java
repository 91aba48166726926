package com.crmfactory.migration.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSealingTest {
    private static final String TOKEN = "00D5g000000001k!AQcAQH0dMHZfz972Szmpkb58urFRkgeBGsxL";
    private static final String ORGANIZATION = "00000000-0000-0000-0000-000000000001";
    private static final String MIGRATION = "mig_01JD5Z8YQ2N7R4T6V9W3X1ABCD";

    @TempDir
    Path folder;
    private TokenSealing sealing;

    @BeforeEach
    void loadTheKeys() throws IOException {
        sealing = with("old");
    }

    @Test
    void opensWhatItSealed() {
        assertThat(sealing.unseal(seal(), ORGANIZATION, MIGRATION)).isEqualTo(TOKEN);
    }

    @Test
    void sealsTheSameTokenDifferentlyEachTime() {
        assertThat(seal()).isNotEqualTo(seal());
    }

    @Test
    void namesTheKeyAndTheMigrationButNotTheToken() {
        String sealed = seal();
        String header = new String(Base64.getUrlDecoder().decode(sealed.split("\\.")[0]), StandardCharsets.UTF_8);

        assertThat(header).contains("\"dir\"", "\"A256GCM\"", "\"old\"", ORGANIZATION, MIGRATION)
                .doesNotContain(TOKEN);
        assertThat(sealed).doesNotContain(TOKEN,
                Base64.getUrlEncoder().withoutPadding().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesATokenOfAnotherMigrationOrOrganization() {
        assertRefused(seal(), ORGANIZATION, "mig_00000000000000000000000000", "another migration");
        assertRefused(seal(), "00000000-0000-0000-0000-000000000002", MIGRATION, "another migration");
    }

    @Test
    void refusesAHeaderThatWasRewrittenForAnotherMigration() {
        String[] parts = seal().split("\\.", -1);
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String other = "mig_00000000000000000000000000";
        parts[0] = Base64.getUrlEncoder().withoutPadding()
                .encodeToString(header.replace(MIGRATION, other).getBytes(StandardCharsets.UTF_8));

        assertRefused(String.join(".", parts), ORGANIZATION, other, "changed");
    }

    /** Initialization vector, cipher text and authentication tag. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void refusesATokenThatWasChanged(int part) {
        String[] parts = seal().split("\\.", -1);
        parts[part] = (parts[part].charAt(0) == 'A' ? 'B' : 'A') + parts[part].substring(1);

        assertRefused(String.join(".", parts), ORGANIZATION, MIGRATION, "changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "....", "no token", "a.b.c.d.e", "e30.e30.e30",
            // {"alg":"none"} and {"alg":"A256KW","enc":"A256GCM","kid":"old"}
            "eyJhbGciOiJub25lIn0..", "eyJhbGciOiJBMjU2S1ciLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoib2xkIn0.AA.AA.AA.AA"})
    void refusesWhatItNeverSealed(String text) {
        assertThatThrownBy(() -> sealing.unseal(text, ORGANIZATION, MIGRATION)).isInstanceOf(SecurityException.class);
    }

    @Test
    void opensOldTokensWhileBothKeysLive() throws IOException {
        String sealedBefore = seal();
        TokenSealing rotated = with("new", "old");
        String sealedAfter = rotated.seal(TOKEN, ORGANIZATION, MIGRATION);

        assertThat(rotated.unseal(sealedBefore, ORGANIZATION, MIGRATION)).isEqualTo(TOKEN);
        assertThat(rotated.unseal(sealedAfter, ORGANIZATION, MIGRATION)).isEqualTo(TOKEN);
        assertThat(with("new").unseal(sealedAfter, ORGANIZATION, MIGRATION)).isEqualTo(TOKEN);
    }

    @Test
    void refusesATokenWhoseKeyIsGone() throws IOException {
        String sealed = seal();
        TokenSealing successor = with("new");

        assertThatThrownBy(() -> successor.unseal(sealed, ORGANIZATION, MIGRATION))
                .isInstanceOf(SecurityException.class).hasMessageContaining("no live key");
    }

    @Test
    void refusesATokenThatAnotherKeyOfTheSameNameSealed() throws IOException {
        TokenSealing impostor = new TokenSealing(KeyRing.load(
                KeyFiles.with(folder, KeyFiles.set(KeyFiles.key("old", KeyFiles.material("another"))))));

        assertRefused(impostor.seal(TOKEN, ORGANIZATION, MIGRATION), ORGANIZATION, MIGRATION, "changed");
    }

    private void assertRefused(String sealed, String organization, String migration, String why) {
        assertThatThrownBy(() -> sealing.unseal(sealed, organization, migration)).isInstanceOf(SecurityException.class)
                .hasMessageContaining(why).satisfies(e -> assertThat(printed(e)).doesNotContain(TOKEN));
    }

    private String seal() {
        return sealing.seal(TOKEN, ORGANIZATION, MIGRATION);
    }

    private TokenSealing with(String... keyIds) throws IOException {
        return new TokenSealing(KeyRing.load(KeyFiles.withKeys(folder, keyIds)));
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
