package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.localstack.process.ChildCommand;
import com.crmfactory.migration.localstack.process.ChildProcess;
import com.crmfactory.migration.localstack.process.JavaCommand;
import com.crmfactory.migration.localstack.process.Ports;
import com.crmfactory.migration.localstack.process.Startup;
import com.crmfactory.migration.localstack.process.StopSignal;
import com.crmfactory.migration.localstack.stack.LocalStack;

/** The bare endpoint of the module {@code benchmark-baseline}, with the JVM options of the services. */
final class Baseline implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final ChildProcess child;
    private final int port;

    private Baseline(ChildProcess child, int port) {
        this.child = child;
        this.port = port;
    }

    static Baseline start(Path root, LocalStack stack, String id) throws IOException {
        Path jar = root.resolve("benchmark-baseline/target/quarkus-app/quarkus-run.jar");
        if (Files.notExists(jar)) {
            throw new IOException(jar + " is missing; benchmarks/run builds it");
        }
        int port = Ports.free();
        var database = stack.endpoints().postgres();
        ChildProcess child = ChildProcess.start(new ChildCommand("baseline",
                JavaCommand.jar(jar, List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")),
                Map.of("QUARKUS_HTTP_PORT", Integer.toString(port), "DB_HOST", database.host(), "DB_PORT",
                        Integer.toString(database.port()), "DB_NAME", database.database(), "DB_USER", database.user(),
                        "DB_PASSWORD", database.password()),
                stack.logs().resolve("baseline.log"), StopSignal.TERM));
        Baseline baseline = new Baseline(child, port);
        Startup.await(child, START_LIMIT, () -> isReady(baseline.row(id)));
        return baseline;
    }

    /** Where the row of a migration is. */
    URI row(String id) {
        return URI.create("http://127.0.0.1:" + port + "/row/" + id);
    }

    private static boolean isReady(URI address) {
        try {
            return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException notListeningYet) {
            return false;
        }
    }

    @Override
    public void close() {
        child.stop(ChildProcess.GRACE);
    }
}
