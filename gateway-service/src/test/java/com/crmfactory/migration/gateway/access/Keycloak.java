package com.crmfactory.migration.gateway.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A real Keycloak, unpacked by the profile {@code keycloak} into {@code target}, with the realm {@code crm}. */
public class Keycloak implements QuarkusTestResourceLifecycleManager {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Process process;

    @Override
    public Map<String, String> start() {
        try {
            Path home = home();
            Path realms = Files.createDirectories(home.resolve("data/import"));
            Files.writeString(realms.resolve("crm-realm.json"),
                    Files.readString(Path.of("src/test/keycloak/crm-realm.json")));
            int port = freePort();
            Path log = Path.of("target/keycloak.log").toAbsolutePath();
            // In memory: a realm that is stored already would not be imported again, however it was changed meanwhile.
            process = new ProcessBuilder(List.of("/bin/sh", home.resolve("bin/kc.sh").toString(), "start-dev",
                    "--db=dev-mem", "--import-realm", "--http-host=127.0.0.1", "--http-port=" + port))
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start();
            String realm = "http://127.0.0.1:" + port + "/realms/crm";
            await(realm, log);
            return Map.of("oidc.auth.server.url", realm, "oidc.client.id", "migration-gateway", "oidc.client.secret",
                    "gateway-secret");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak started", e);
        }
    }

    private static Path home() throws IOException {
        try (Stream<Path> unpacked = Files.list(Path.of("target/keycloak"))) {
            return unpacked.filter(path -> path.getFileName().toString().startsWith("keycloak-")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("Run with -Pkeycloak, which unpacks it"))
                    .toAbsolutePath();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void await(String realm, Path log) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(URI.create(realm + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(5)).build();
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            try {
                if (http.send(question, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Nobody listens yet; asked again until it dies or the time is over.
            }
            // Not a signal but the pace of asking.
            process.waitFor(500, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException("Keycloak did not start; see " + log);
    }

    @Override
    public void stop() {
        if (process != null) {
            // The script's own child is the server.
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
