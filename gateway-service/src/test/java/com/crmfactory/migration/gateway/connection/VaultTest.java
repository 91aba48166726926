package com.crmfactory.migration.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.crmfactory.migration.gateway.connection.Vault.Kind;
import com.crmfactory.migration.gateway.store.Credentials;
import com.crmfactory.migration.gateway.store.KeyConfig;
import com.crmfactory.migration.salesforce.AccessToken;

/** Secrets at rest: under mounted keys only, each for its own purpose, through a rotation. */
class VaultTest {
    private static final AccessToken TOKEN = AccessToken.of("5Aep.refresh");
    private static final String OURS = "00000000-0000-0000-0000-000000000001";

    @TempDir
    Path folder;
    private Vault vault;
    private Connection connection;

    /** Two files, as they are mounted. */
    record Keys(Path storageKeyFile, Path transportKeyFile) implements KeyConfig {
    }

    @BeforeEach
    void begin() throws IOException {
        vault = new Vault(new Keys(file("old"), file("transport")));
        connection = new Connection("con_1", OURS, Grant.AUTHORIZATION_CODE, ConnectionStatus.PENDING,
                URI.create("https://login.salesforce.com"), null, null, null, null, Secrets.NONE, 0, null,
                Instant.EPOCH,
                null, null);
    }

    @Test
    void whatIsSealedForOnePurposeOpensForNoOther() {
        String sealed = vault.seal(connection, Kind.REFRESH_TOKEN, TOKEN);
        assertThat(sealed).doesNotContain(TOKEN.reveal());
        assertThat(vault.openToken(OURS, "con_1", Kind.REFRESH_TOKEN, sealed)).isEqualTo(TOKEN);
        assertThatThrownBy(() -> vault.openToken(OURS, "con_1", Kind.ACCESS_TOKEN, sealed))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> vault.openToken(OURS, "con_2", Kind.REFRESH_TOKEN, sealed))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> vault.openToken("00000000-0000-0000-0000-000000000002", "con_1", Kind.REFRESH_TOKEN,
                sealed)).isInstanceOf(SecurityException.class);
    }

    @Test
    void bothKeysLiveDuringARotation() throws IOException {
        String before = vault.seal(connection, Kind.REFRESH_TOKEN, TOKEN);
        Vault rotating = new Vault(new Keys(file("new", "old"), file("transport")));
        assertThat(rotating.openToken(OURS, "con_1", Kind.REFRESH_TOKEN, before)).isEqualTo(TOKEN);
        String after = rotating.seal(connection, Kind.REFRESH_TOKEN, TOKEN);
        Vault rotated = new Vault(new Keys(file("new"), file("transport")));
        assertThat(rotated.openToken(OURS, "con_1", Kind.REFRESH_TOKEN, after)).isEqualTo(TOKEN);
        assertThatThrownBy(() -> rotated.openToken(OURS, "con_1", Kind.REFRESH_TOKEN, before))
                .isInstanceOf(SecurityException.class);
    }

    @Test
    void nothingStartsWithoutItsMountedKeys() throws IOException {
        Path missing = folder.resolve("not-mounted.json");
        Keys noStorage = new Keys(missing, file("transport"));
        Keys noTransport = new Keys(file("old"), missing);
        assertThatThrownBy(() -> new Vault(noStorage)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not-mounted.json");
        assertThatThrownBy(() -> new Credentials(noStorage)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not-mounted.json");
        assertThatThrownBy(() -> new Credentials(noTransport)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not-mounted.json");
    }

    @Test
    void nothingThatHoldsASecretShowsIt() {
        Secrets secrets = new Secrets("client-secret", AccessToken.of("00Dx!access"), TOKEN);
        Logins.Login login = Logins.Login.begin("http://localhost/callback");
        WebLogin.Callback callback = new WebLogin.Callback("a-code", login.state(), null, null, login.cookie());
        assertThat(secrets + " " + login + " " + callback).doesNotContain("client-secret", "00Dx!access", "5Aep",
                login.state(), login.cookie(), login.verifier(), "a-code");
    }

    private Path file(String... names) throws IOException {
        return Files.writeString(folder.resolve(String.join("-", names) + ".json"),
                Arrays.stream(names).map(VaultTest::key).collect(Collectors.joining(",", "{\"keys\":[", "]}")));
    }

    private static String key(String name) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) name.hashCode());
        return "{\"kty\":\"oct\",\"kid\":\"" + name + "\",\"k\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\"}";
    }
}
