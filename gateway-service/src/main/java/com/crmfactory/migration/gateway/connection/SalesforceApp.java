package com.crmfactory.migration.gateway.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Startup;

/** The installation's own app, read from the mounted files when the application starts; a file that is no use stops it. */
@Startup
@ApplicationScoped
class SalesforceApp {
    private static final String PEM = "-----(BEGIN|END) PRIVATE KEY-----";

    private final Optional<String> clientId;
    private final Optional<String> clientSecret;
    private final Optional<PrivateKey> privateKey;

    SalesforceApp(SalesforceAppConfig config) {
        this.clientId = config.clientId().filter(id -> !id.isBlank());
        this.clientSecret = config.clientSecretFile().map(SalesforceApp::text);
        this.privateKey = config.privateKeyFile().map(SalesforceApp::key);
    }

    Optional<String> clientId() {
        return clientId;
    }

    Optional<String> clientSecret() {
        return clientSecret;
    }

    Optional<PrivateKey> privateKey() {
        return privateKey;
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw new IllegalStateException("The file " + file + " is empty; put the consumer secret into it");
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException("The file " + file + " cannot be read; mount it, or leave its name out", e);
        }
    }

    private static PrivateKey key(Path file) {
        String base64 = text(file).replaceAll(PEM, "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause, which may quote the key.
            throw new IllegalStateException("The file " + file + " holds no RSA key in PKCS#8 (BEGIN PRIVATE KEY);"
                    + " openssl pkcs8 -topk8 -nocrypt converts others");
        }
    }
}
