package com.crmfactory.migration.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.crmfactory.migration.localstack.stack.StackOptions;
import com.crmfactory.migration.localstack.stack.StackOptions.Simulated;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that {@code demo} and {@code up} have in common. */
final class StackArguments {

    private static final double LARGEST_SCALE = 10_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--org", paramLabel = "DIR", description = "Serve the recorded org in this folder.")
    private Path org;

    @Option(names = "--scale", paramLabel = "N", description = "Serve a generated org of about N thousand accounts (default 1).")
    private Double scale;

    @Option(names = "--importers", paramLabel = "N", defaultValue = "1", description = "Importer replicas (default 1).")
    private int importers;

    @Option(names = "--gateways", paramLabel = "N", defaultValue = "1", description = "Gateway replicas (default 1).")
    private int gateways;

    @Option(names = "--restart", description = "Start a child that dies again instead of stopping everything.")
    private boolean restart;

    /** Whether the user chose an org for the simulator. */
    boolean chooseAnOrg() {
        return org != null || scale != null;
    }

    /** The simulator's org, checked. */
    Simulated simulated() {
        if (org != null && scale != null) {
            throw wrong("--org and --scale exclude each other: a recorded org has its own size. Leave one out.");
        }
        if (org != null && !Files.isRegularFile(org.resolve("organization.json"))) {
            throw wrong("--org: " + org + " has no organization.json. Give the folder of a recorded org.");
        }
        double size = scale == null ? 1 : scale;
        if (!(size > 0 && size <= LARGEST_SCALE)) {
            throw wrong("--scale: " + scale + " is out of range. Give a number above 0 and up to 10000.");
        }
        return new Simulated(Optional.ofNullable(org).map(folder -> folder.toAbsolutePath().normalize()), size);
    }

    /** The stack to start, checked. */
    StackOptions options(Path data, int port, boolean usualPorts, Optional<Simulated> simulated) {
        checkReplicas("--importers", importers);
        checkReplicas("--gateways", gateways);
        if (port < 1 || port > 65_535) {
            throw wrong("--port: " + port + " is no TCP port. Give a number from 1 to 65535.");
        }
        return new StackOptions(root(), data, port, usualPorts, simulated, gateways, importers, restart);
    }

    private void checkReplicas(String option, int count) {
        if (count < 1 || count > StackOptions.MOST_REPLICAS) {
            throw wrong(option + ": " + count + " is out of range. Give a number from 1 to "
                    + StackOptions.MOST_REPLICAS + ".");
        }
    }

    ParameterException wrong(String message) {
        return new ParameterException(commandLine(), message);
    }

    private CommandLine commandLine() {
        return spec.commandLine();
    }

    /** The repository's folder, which the script {@code migrate} tells. */
    private static Path root() {
        return Path.of(System.getProperty("migrate.root", ".")).toAbsolutePath().normalize();
    }
}
