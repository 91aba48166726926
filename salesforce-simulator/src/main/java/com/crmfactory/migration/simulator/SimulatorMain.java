package com.crmfactory.migration.simulator;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import com.crmfactory.migration.simulator.org.OrgFolderException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulator as a program. Prints one line once it is ready and runs until it is terminated. */
@Command(name = "salesforce-simulator", mixinStandardHelpOptions = true, description = "A faithful Salesforce org on 127.0.0.1.")
public final class SimulatorMain implements Callable<Integer> {

    private static final int UNUSABLE = 2;

    @Option(names = "--port", defaultValue = "0", description = "Port on 127.0.0.1; 0 takes a free one (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--org", description = "Org folder to serve; without it an org is generated.")
    private Path org;

    @Option(names = "--scale", defaultValue = "1", description = "Thousands of accounts of the generated org, decimals allowed (default ${DEFAULT-VALUE}).")
    private double scale;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same generated org (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--access-token", description = "Token to accept (default: first 15 characters of the org id and !simulator).")
    private String accessToken;

    @Option(names = "--latency-ms", defaultValue = "0", description = "Wait before each answer (default ${DEFAULT-VALUE}).")
    private long latencyMillis;

    @Option(names = "--page-size", defaultValue = "2147483647", description = "Most rows per page (default: as Salesforce).")
    private int pageSize;

    @Option(names = "--objects", defaultValue = "0", description = "Fill a generated org up to so many objects with custom ones.")
    private int objects;

    @Option(names = "--keep-results", paramLabel = "DIR", description = "Make each page of Bulk results once and keep it in this folder, for benchmarks.")
    private Path keptResults;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulatorMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        Simulator simulator;
        try {
            simulator = Simulator
                    .start(new SimulatorOptions(org, scale, seed, port, accessToken, latencyMillis, pageSize,
                            objects), Optional.ofNullable(keptResults));
        } catch (SimulatorException | OrgFolderException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return UNUSABLE;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            simulator.close();
            stopped.countDown();
        }, "simulator-shutdown"));
        System.out.println("simulator ready on " + simulator.url());
        System.out.flush();
        stopped.await();
        return 0;
    }
}
