package com.crmfactory.migration.localstack;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.crmfactory.migration.localstack.chaos.ChaosLoop;
import com.crmfactory.migration.localstack.process.Ports;
import com.crmfactory.migration.localstack.process.TemporaryFolders;
import com.crmfactory.migration.localstack.stack.StackOptions;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./migrate chaos}: the long fault loop. */
@Command(name = "chaos", mixinStandardHelpOptions = true, description = "Migrates an org again and again while processes are killed, Salesforce misbehaves and messages come twice; each result is compared with an undisturbed one, row by row.")
final class Chaos implements Callable<Integer> {

    private static final int MOST_SEEDS = 10_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private StackArguments arguments;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "5", description = "How many disturbed migrations (default ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--first-seed", paramLabel = "S", defaultValue = "1", description = "The first seed; the same seed means the same faults (default ${DEFAULT-VALUE}).")
    private long firstSeed;

    @Override
    public Integer call() throws IOException {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw arguments.wrong("--seeds: " + seeds + " is out of range. Give a number from 1 to 10000.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path data = TemporaryFolders.create(Path.of(System.getProperty("java.io.tmpdir")), "migrate-chaos");
        StackOptions options = arguments.options(data, Ports.free(), false, Optional.of(arguments.simulated()));
        boolean allSame = false;
        try (ForegroundStack stack = ForegroundStack.start(options, out)) {
            allSame = new ChaosLoop(stack.stack(), out).run(firstSeed, seeds);
        } finally {
            if (!allSame) {
                out.println("Logs are kept in " + data.resolve("logs"));
            }
        }
        if (!allSame) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        TemporaryFolders.delete(data);
        return CommandLine.ExitCode.OK;
    }
}
