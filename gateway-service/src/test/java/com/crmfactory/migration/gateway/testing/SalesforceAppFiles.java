package com.crmfactory.migration.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The installation's own app: the simulator's, and a key to sign with. */
public class SalesforceAppFiles implements QuarkusTestResourceLifecycleManager {
    /** Of the key's public half, X.509 in Base64. */
    public static final String PUBLIC_KEY = "test.salesforce.public.key";

    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("salesforce-app");
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            Path key = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n");
            Path secret = Files.writeString(folder.resolve("secret"), "simulator-secret\n");
            return Map.of("salesforce.client.id", "simulator-client", "salesforce.client.secret.file",
                    secret.toString(), "salesforce.private.key.file", key.toString(), PUBLIC_KEY,
                    Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has RSA", e);
        }
    }

    @Override
    public void stop() {
        try {
            Files.delete(folder.resolve("key.pem"));
            Files.delete(folder.resolve("secret"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
