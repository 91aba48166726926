package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.crmfactory.migration.localstack.kafka.LocalKafka;
import com.crmfactory.migration.localstack.postgres.LocalPostgres;
import com.crmfactory.migration.localstack.process.ChildCommand;
import com.crmfactory.migration.localstack.process.ChildProcess;
import com.crmfactory.migration.localstack.process.Ports;
import com.crmfactory.migration.localstack.process.Startup;
import com.crmfactory.migration.localstack.stack.StackOptions.Simulated;

/**
 * The parts of one stack: which there are, on which ports, and how each is started. Ports are fixed here once, so a part
 * that is started again is found where it was.
 */
final class Components {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final StackOptions options;
    private final StackFolder folder;
    private final CommandLines commands;
    private final Component kafka;
    private final Component postgres;
    private final Optional<Component> simulator;
    private final Component analyzer;
    private final List<Component> importers;
    private final List<Component> gateways;
    private final Map<String, Map<String, String>> settings = new ConcurrentHashMap<>();
    private volatile LocalPostgres database;

    Components(StackOptions options, StackFolder folder) {
        this.options = options;
        this.folder = folder;
        this.commands = new CommandLines(options.root(), folder);
        // The gateway chooses first: its port is the one that a person asked for.
        this.gateways = replicas(Role.GATEWAY, options.gateways());
        this.analyzer = replicas(Role.ANALYZER, 1).get(0);
        this.importers = replicas(Role.IMPORTER, options.importers());
        int kafkaPort = port(Role.KAFKA);
        this.kafka = new Component(
                Role.KAFKA,
                Role.KAFKA.key(),
                kafkaPort,
                () -> LocalKafka.start(folder.kafka(), kafkaPort, folder.log(Role.KAFKA.key())).child());
        int postgresPort = port(Role.POSTGRES);
        this.postgres = new Component(Role.POSTGRES, Role.POSTGRES.key(), postgresPort,
                () -> startPostgres(postgresPort));
        this.simulator = options.simulated().map(this::simulator);
    }

    private List<Component> replicas(Role role, int count) {
        List<Component> replicas = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String name = i == 1 ? role.key() : role.key() + "-" + i;
            int port = i == 1 ? port(role) : Ports.free();
            replicas.add(new Component(role, name, port, () -> startService(role, name, port)));
        }
        return List.copyOf(replicas);
    }

    private int port(Role role) {
        if (role == Role.GATEWAY) {
            return Ports.preferring(options.port());
        }
        return options.usualPorts() ? Ports.preferring(role.usualPort()) : Ports.free();
    }

    private Component simulator(Simulated simulated) {
        int port = port(Role.SIMULATOR);
        return new Component(
                Role.SIMULATOR,
                Role.SIMULATOR.key(),
                port,
                () -> started(commands.simulator(simulated, port), HttpProbe.ofSimulator(port)));
    }

    private ChildProcess startPostgres(int port) throws IOException {
        database = LocalPostgres.start(folder.postgres(), port, folder.log(Role.POSTGRES.key()));
        return database.child();
    }

    private ChildProcess startService(Role role, String name, int port) throws IOException {
        Map<String, String> environment = commands.environment("127.0.0.1:" + kafka.port(), database);
        if (role == Role.GATEWAY) {
            environment = commands.gatewayEnvironment(environment, importers.get(0).url());
        }
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(settings.getOrDefault(name, Map.of()));
        return started(commands.service(role, name, port, all), HttpProbe.ofService(port));
    }

    private static ChildProcess started(ChildCommand command, Startup.Probe probe) throws IOException {
        ChildProcess child = ChildProcess.start(command);
        try {
            Startup.await(child, START_LIMIT, probe);
        } catch (IOException | RuntimeException e) {
            child.kill();
            throw e;
        }
        return child;
    }

    /** Environment variables of a service, for when it starts the next time. */
    void settings(String name, Map<String, String> variables) {
        settings.put(name, Map.copyOf(variables));
    }

    /** What the services need, none of which needs another. */
    List<Component> infrastructure() {
        List<Component> parts = new ArrayList<>(List.of(kafka, postgres));
        simulator.ifPresent(parts::add);
        return parts;
    }

    List<Component> services() {
        List<Component> parts = new ArrayList<>(gateways);
        parts.add(analyzer);
        parts.addAll(importers);
        return parts;
    }

    List<Component> all() {
        List<Component> parts = new ArrayList<>(services());
        parts.addAll(infrastructure());
        return parts;
    }

    Endpoints endpoints() throws IOException {
        Map<String, List<Long>> pids = new LinkedHashMap<>();
        for (Component part : all()) {
            pids.computeIfAbsent(part.role().key(), role -> new ArrayList<>()).add(part.child().pid());
        }
        return new Endpoints(
                gateways.get(0).url(),
                gateways.stream().map(Component::url).toList(),
                analyzer.url(),
                importers.get(0).url(),
                importers.stream().map(Component::url).toList(),
                simulator.map(Component::url).orElse(null),
                simulator.isPresent() ? folder.simulatorAccessToken() : null,
                "127.0.0.1:" + kafka.port(),
                new Endpoints.Database(
                        database.host(),
                        database.port(),
                        database.database(),
                        database.user(),
                        database.password()),
                pids);
    }
}
