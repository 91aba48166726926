package com.crmfactory.migration.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.crmfactory.migration.localstack.chaos.MessageReplay;
import com.crmfactory.migration.localstack.stack.Endpoints;
import com.crmfactory.migration.localstack.stack.LocalStack;
import com.crmfactory.migration.localstack.stack.StackOptions;
import com.crmfactory.migration.localstack.stack.StackOptions.Simulated;

/**
 * The system under test: real Kafka and PostgreSQL, the simulator with a generated org of a thousand accounts and the
 * three packaged services, the gateway twice, each a process of its own. All journeys share it.
 */
final class Installation implements AutoCloseable {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final double SCALE = 1;
    /** Down but for the journey that is about it: one importer leaves the machine to the others. */
    private static final String SECOND_IMPORTER = "importer-2";

    private final LocalStack stack;
    private final Path folder;
    private final Database database;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final MigrationApi api;
    private final MigrationApi otherGateway;
    private final KafkaTopics topics;
    private final SourceOrg source;
    private FirstMigration first;
    private Throwable firstFailure;

    private Installation(LocalStack stack, Path folder) {
        Endpoints endpoints = stack.endpoints();
        this.stack = stack;
        this.folder = folder;
        this.database = new Database(endpoints.postgres());
        this.source = new SourceOrg(endpoints.simulator(), endpoints.simulatorAccessToken());
        this.secrets.add(endpoints.simulatorAccessToken());
        this.api = new MigrationApi(endpoints.gateways().get(0), secrets);
        this.otherGateway = new MigrationApi(endpoints.gateways().get(1), secrets);
        this.topics = new KafkaTopics(endpoints.kafka());
    }

    /** Starts everything on an empty folder; its logs stay in {@code target/stack/logs}. */
    static Installation start() throws IOException {
        Path folder = Path.of("target", "stack").toAbsolutePath();
        delete(folder);
        StackOptions options = StackOptions.in(ROOT, folder)
                .withSimulated(Optional.of(new Simulated(Optional.empty(), SCALE))).withReplicas(2, 2);
        Installation installation = new Installation(LocalStack.start(options, System.out::println), folder);
        installation.kill(SECOND_IMPORTER);
        return installation;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> content = Files.walk(folder)) {
                for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** The undisturbed migration of the generated org that the other journeys are held against; made once. */
    synchronized FirstMigration first() {
        if (firstFailure != null) {
            throw new AssertionError("The first migration failed before, see the first journey", firstFailure);
        }
        if (first == null) {
            try {
                first = FirstMigration.of(this);
            } catch (RuntimeException | AssertionError e) {
                firstFailure = e;
                throw e;
            }
        }
        return first;
    }

    /** Kills a service, Kafka or PostgreSQL as {@code kill -9} does. */
    void kill(String child) {
        stack.kill(child);
    }

    /** Returns when it serves again. */
    void restart(String child) {
        try {
            stack.restart(child);
        } catch (IOException e) {
            throw new AssertionError(child + " does not start again; see " + stack.logs(), e);
        }
    }

    /** A folder of recorded Salesforce orgs, if this machine has them beside the repository. */
    static Optional<Path> recordedOrg(String name) {
        return Optional.of(ROOT.resolveSibling("shared").resolve("salesforce/orgs").resolve(name))
                .filter(Files::isDirectory);
    }

    Path logs() {
        return stack.logs();
    }

    Path folder() {
        return folder;
    }

    Database database() {
        return database;
    }

    MigrationApi api() {
        return api;
    }

    /** Sends messages that were sent once more. */
    MessageReplay replay() {
        return new MessageReplay(stack.endpoints().kafka());
    }

    /** The same API, of the other replica of the gateway. */
    MigrationApi otherGateway() {
        return otherGateway;
    }

    /** What must be found nowhere; journeys add theirs. */
    Set<String> secrets() {
        return secrets;
    }

    /**
     * What every service answers to an operator who asks it for that page; empty where it has none. Of the importers only
     * the first is up all the time.
     */
    Map<String, String> operatorsPages(String path) {
        Endpoints at = stack.endpoints();
        return Stream.of(at.gateways(), List.of(at.importer(), at.analyzer())).flatMap(List::stream)
                .collect(Collectors.toMap(service -> service + path, service -> api.page(service + path)));
    }

    KafkaTopics topics() {
        return topics;
    }

    SourceOrg source() {
        return source;
    }

    @Override
    public void close() throws IOException {
        if (first != null) {
            first.close();
        }
        database.close();
        stack.close();
    }
}
