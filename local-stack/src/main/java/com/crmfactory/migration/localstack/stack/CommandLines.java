package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.localstack.postgres.LocalPostgres;
import com.crmfactory.migration.localstack.process.BuiltClassPath;
import com.crmfactory.migration.localstack.process.ChildCommand;
import com.crmfactory.migration.localstack.process.JavaCommand;
import com.crmfactory.migration.localstack.process.StopSignal;
import com.crmfactory.migration.localstack.stack.StackOptions.Simulated;

/**
 * The command lines and environments of the simulator and the services.
 *
 * @param root
 *            folder of the repository
 * @param folder
 *            folder of the stack
 */
record CommandLines(Path root, StackFolder folder) {

    private static final String SIMULATOR = "com.crmfactory.migration.simulator.SimulatorMain";
    /** The describes of a thousand objects, as served and as queried. */
    private static final List<String> WIDE_HEAP = List.of("-Xmx1500m");
    private static final List<String> SIMULATOR_HEAP = List.of("-Xmx384m");
    /**
     * As in its Dockerfile: most of what is made for a batch dies with it, so it is worth waiting before it is moved, and
     * the batches that are on their way find room without growing old.
     */
    private static final List<String> IMPORTER_HEAP = List.of("-Xmx512m", "-Xmn320m", "-XX:SurvivorRatio=4");
    private static final List<String> HEAP = List.of("-Xmx256m");
    private static final List<String> COMMON_OPTIONS = List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8");

    ChildCommand simulator(Simulated source, int port) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("--port", Integer.toString(port), "--access-token", folder.simulatorAccessToken()));
        source.org().ifPresentOrElse(
                org -> arguments.addAll(List.of("--org", org.toString())),
                () -> arguments.addAll(List.of("--scale", plain(source.scale()))));
        arguments.addAll(source.more());
        List<String> options = options(source.more().contains("--objects") ? WIDE_HEAP : SIMULATOR_HEAP);
        return new ChildCommand(
                Role.SIMULATOR.key(),
                JavaCommand.main(BuiltClassPath.SIMULATOR.read(), SIMULATOR, options, arguments),
                Map.of(),
                folder.log(Role.SIMULATOR.key()),
                StopSignal.TERM);
    }

    /** A Quarkus service as its module's build left it. */
    ChildCommand service(Role role, String name, int port, Map<String, String> environment) throws IOException {
        Path jar = root.resolve(role.key() + "-service/target/quarkus-app/quarkus-run.jar");
        if (Files.notExists(jar)) {
            throw new IOException(jar + " is missing. Build it with: mvn package -DskipTests -pl " + role.key()
                    + "-service -am");
        }
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return new ChildCommand(name, JavaCommand.jar(jar, options(role == Role.IMPORTER ? IMPORTER_HEAP : HEAP)), all,
                folder.log(name), StopSignal.TERM);
    }

    /** What every service reads. */
    Map<String, String> environment(String kafka, LocalPostgres postgres) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_PROFILE", "local");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        environment.put("DB_HOST", postgres.host());
        environment.put("DB_PORT", Integer.toString(postgres.port()));
        environment.put("DB_NAME", postgres.database());
        environment.put("DB_USER", postgres.user());
        environment.put("DB_PASSWORD", postgres.password());
        environment.put("TRANSPORT_KEY_FILE", folder.transportKeys().toString());
        return environment;
    }

    /** What the gateway reads besides. */
    Map<String, String> gatewayEnvironment(Map<String, String> common, String importerUrl) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(common);
        environment.put("STORAGE_KEY_FILE", folder.storageKeys().toString());
        environment.put("IMPORTER_URL", importerUrl);
        return environment;
    }

    private static List<String> options(List<String> heap) {
        List<String> options = new ArrayList<>(heap);
        options.addAll(COMMON_OPTIONS);
        return options;
    }

    /** 20 rather than 20.0. */
    private static String plain(double scale) {
        return java.math.BigDecimal.valueOf(scale).stripTrailingZeros().toPlainString();
    }
}
