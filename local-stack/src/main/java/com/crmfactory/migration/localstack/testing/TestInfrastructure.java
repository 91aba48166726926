package com.crmfactory.migration.localstack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import com.crmfactory.migration.localstack.kafka.LocalKafka;
import com.crmfactory.migration.localstack.keys.KeyFile;
import com.crmfactory.migration.localstack.postgres.LocalPostgres;
import com.crmfactory.migration.localstack.process.TemporaryFolders;

/** The Kafka and the PostgreSQL of this JVM's tests. */
final class TestInfrastructure {

    /**
     * Quarkus loads this class once per class loader, but all of them see the system properties: the configuration of
     * the servers that run lives there.
     */
    private static final String RUNNING = "com.crmfactory.migration.localstack.testing.running";

    private TestInfrastructure() {
    }

    static Map<String, String> configuration() {
        Properties shared = System.getProperties();
        synchronized (shared) {
            if (shared.get(RUNNING) instanceof Map<?, ?> running) {
                Map<String, String> copy = new HashMap<>();
                running.forEach((name, value) -> copy.put((String) name, (String) value));
                return copy;
            }
            Map<String, String> started = start();
            shared.put(RUNNING, started);
            return started;
        }
    }

    private static Map<String, String> start() {
        try {
            Path target = Path.of("target");
            Path folder = TemporaryFolders.create(
                    Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir")),
                    "test-infrastructure");
            CompletableFuture<LocalKafka> kafka = CompletableFuture.supplyAsync(() -> startKafka(folder));
            LocalPostgres postgres = LocalPostgres.start(folder.resolve("postgres"));
            return configuration(folder, kafka.join(), postgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CompletionException e) {
            throw new IllegalStateException("Kafka did not start: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static LocalKafka startKafka(Path folder) {
        try {
            return LocalKafka.start(folder.resolve("kafka"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> configuration(Path folder, LocalKafka kafka, LocalPostgres postgres)
            throws IOException {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        configuration.put("db.host", postgres.host());
        configuration.put("db.port", Integer.toString(postgres.port()));
        configuration.put("db.name", postgres.database());
        configuration.put("db.user", postgres.user());
        configuration.put("db.password", postgres.password());
        configuration.put("transport.key.file", KeyFile.ensure(folder.resolve("transport-keys.json")).toString());
        configuration.put("storage.key.file", KeyFile.ensure(folder.resolve("storage-keys.json")).toString());
        return configuration;
    }
}
