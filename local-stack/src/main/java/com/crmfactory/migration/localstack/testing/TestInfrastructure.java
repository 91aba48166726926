package com.crmfactory.migration.localstack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import com.crmfactory.migration.localstack.kafka.LocalKafka;
import com.crmfactory.migration.localstack.keys.KeyFile;
import com.crmfactory.migration.localstack.keys.PrivateFile;
import com.crmfactory.migration.localstack.postgres.LocalPostgres;
import com.crmfactory.migration.localstack.process.TemporaryFolders;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The Kafka and the PostgreSQL of this JVM's tests. */
final class TestInfrastructure {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> CONFIGURATION = new TypeReference<>() {
    };

    /**
     * Quarkus loads this class once per class loader, but all of them see the system properties: this one names the file
     * with the configuration of the servers that run. (Only text may be in there; libraries copy them all.)
     */
    private static final String RUNNING = "com.crmfactory.migration.localstack.testing.running";

    private TestInfrastructure() {
    }

    static Map<String, String> configuration() {
        try {
            synchronized (System.getProperties()) {
                String running = System.getProperty(RUNNING);
                if (running != null) {
                    return JSON.readValue(Path.of(running).toFile(), CONFIGURATION);
                }
                Path folder = TemporaryFolders.create(parent(), "test-infrastructure");
                Map<String, String> configuration = start(folder);
                Path file = folder.resolve("configuration.json");
                PrivateFile.write(file, JSON.writeValueAsString(configuration));
                System.setProperty(RUNNING, file.toString());
                return configuration;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path parent() {
        Path target = Path.of("target");
        return Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static Map<String, String> start(Path folder) throws IOException {
        CompletableFuture<LocalKafka> kafka = CompletableFuture.supplyAsync(() -> startKafka(folder));
        LocalPostgres postgres = LocalPostgres.start(folder.resolve("postgres"));
        try {
            return configuration(folder, kafka.join(), postgres);
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
        configuration.put("test.db.superuser.password", postgres.superuserPassword());
        configuration.put("transport.key.file", KeyFile.ensure(folder.resolve("transport-keys.json")).toString());
        configuration.put("storage.key.file", KeyFile.ensure(folder.resolve("storage-keys.json")).toString());
        return configuration;
    }
}
