package com.crmfactory.migration.localstack.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.Uuid;

import com.crmfactory.migration.localstack.process.BuiltClassPath;
import com.crmfactory.migration.localstack.process.ChildCommand;
import com.crmfactory.migration.localstack.process.ChildDied;
import com.crmfactory.migration.localstack.process.ChildProcess;
import com.crmfactory.migration.localstack.process.JavaCommand;
import com.crmfactory.migration.localstack.process.Ports;
import com.crmfactory.migration.localstack.process.StopSignal;

/**
 * A real Kafka: one broker that is its own controller (KRaft), in a child JVM with Kafka's own main classes, on 127.0.0.1.
 * Its data stays in the folder and is found again by the next start, after a {@code kill -9} too.
 */
public final class LocalKafka implements AutoCloseable {

    private static final String NAME = "kafka";
    private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            // The broker is I/O bound here; the C1 compiler alone makes it start sooner.
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS");

    private final ChildProcess child;
    private final String bootstrapServers;

    private LocalKafka(ChildProcess child, String bootstrapServers) {
        this.child = child;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts on a free port with its log inside the folder. */
    public static LocalKafka start(Path folder) throws IOException {
        return start(folder, Ports.free(), folder.resolve("kafka.log"));
    }

    /**
     * Starts the broker and returns when it serves clients and has every topic of the system.
     *
     * @param folder
     *            holds its configuration and data; made when missing
     * @param port
     *            TCP port on 127.0.0.1
     * @param log
     *            takes the output of the broker
     * @throws ChildDied
     *             when the broker ends during its start
     */
    public static LocalKafka start(Path folder, int port, Path log) throws IOException {
        Path data = folder.toAbsolutePath().resolve("data");
        Path configuration = folder.toAbsolutePath().resolve("server.properties");
        Files.createDirectories(folder);
        Files.writeString(configuration, BrokerConfiguration.of(port, Ports.free(), data));
        if (Files.notExists(data.resolve("meta.properties"))) {
            format(configuration, log);
        }
        ChildProcess child = ChildProcess.start(command("kafka.Kafka", List.of(configuration.toString()), log));
        String bootstrapServers = "127.0.0.1:" + port;
        try {
            TopicSetup.createMissing(bootstrapServers, child);
        } catch (IOException | RuntimeException e) {
            child.kill();
            throw e;
        }
        return new LocalKafka(child, bootstrapServers);
    }

    private static void format(Path configuration, Path log) throws IOException {
        ChildProcess format = ChildProcess.start(command(
                "kafka.tools.StorageTool",
                List.of("format", "-t", Uuid.randomUuid().toString(), "-c", configuration.toString()),
                log));
        if (!format.endsWithin(FORMAT_LIMIT) || format.exitCode() != 0) {
            format.kill();
            throw new ChildDied(format);
        }
    }

    private static ChildCommand command(String mainClass, List<String> arguments, Path log) throws IOException {
        return new ChildCommand(
                NAME,
                JavaCommand.main(BuiltClassPath.BROKER.read(), mainClass, JVM_OPTIONS, arguments),
                Map.of(),
                log,
                StopSignal.TERM);
    }

    /** For example {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    public long pid() {
        return child.pid();
    }

    public ChildProcess child() {
        return child;
    }

    /** Stops the broker in good order; the data stays. */
    @Override
    public void close() {
        child.stop(ChildProcess.GRACE);
    }
}
