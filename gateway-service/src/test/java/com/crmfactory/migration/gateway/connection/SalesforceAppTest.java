package com.crmfactory.migration.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installation's own app: nothing, or something that works. */
class SalesforceAppTest {
    @TempDir
    Path folder;

    @Test
    void mayBeLeftOut() {
        SalesforceApp app = none();
        assertThat(app.clientId()).isEmpty();
        assertThat(app.clientSecret()).isEmpty();
        assertThat(app.privateKey()).isEmpty();
    }

    @Test
    void isReadFromItsFiles() throws IOException, NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        Path pem = Files.writeString(folder.resolve("key"), "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        SalesforceApp app = new SalesforceApp(new Settings(Optional.of("key"), Optional.of(secret), Optional.of(pem)));
        assertThat(app.clientId()).contains("key");
        assertThat(app.clientSecret()).contains("s3cret");
        assertThat(app.privateKey().orElseThrow().getEncoded()).isEqualTo(key);
    }

    @Test
    void aFileThatIsMissingEmptyOrNoKeyStopsTheStartWithoutShowingIt() throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> withSecret(missing))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("missing");
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        assertThatThrownBy(() -> withSecret(empty))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("empty");
        Path foreign = Files.writeString(folder.resolve("foreign"),
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEsecret\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> new SalesforceApp(
                new Settings(Optional.empty(), Optional.empty(), Optional.of(foreign))))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("pkcs8").hasNoCause()
                .hasMessageNotContaining("MIIEsecret");
    }

    /** An installation without one. */
    static SalesforceApp none() {
        return new SalesforceApp(new Settings(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static SalesforceApp withSecret(Path file) {
        return new SalesforceApp(new Settings(Optional.empty(), Optional.of(file), Optional.empty()));
    }

    record Settings(Optional<String> clientId, Optional<Path> clientSecretFile, Optional<Path> privateKeyFile)
            implements
                SalesforceAppConfig {
        @Override
        public Optional<URI> publicUrl() {
            return Optional.empty();
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration shortestLife() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int renewalAttempts() {
            return 1;
        }
    }
}
