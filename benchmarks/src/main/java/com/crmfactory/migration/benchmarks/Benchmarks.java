package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command behind {@code benchmarks/run}: measures, prints, and writes {@code benchmarks/RESULTS.md}. */
@Command(name = "benchmarks/run", mixinStandardHelpOptions = true, description = "Measures the product beside its baselines.")
public final class Benchmarks implements Callable<Integer> {

    private static final List<Benchmark> ALL = List.of(new ImportBenchmark(), new GrowthBenchmark(),
            new MemoryBenchmark(),
            new ReplicasBenchmark(), new RepetitionBenchmark(), new StatusBenchmark(),
            new LiveBenchmark(),
            new AnalysisBenchmark());

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Which to run; all of them without a name.")
    private List<String> names = List.of();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "How often each figure is measured (default: 3).")
    private int rounds;

    @Option(names = "--size", paramLabel = "SHARE", defaultValue = "1", description = "Share of the usual number of records in import, growth and memory, to try them out; nothing is written unless it is 1.")
    private double size;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        check();
        Path root = Path.of(System.getProperty("migrate.root", "")).toAbsolutePath();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        ResultsFile results = new ResultsFile(root.resolve("benchmarks/RESULTS.md"));
        for (Benchmark benchmark : ALL) {
            if (names.isEmpty() || names.contains(benchmark.name())) {
                out.println(benchmark.name());
                Section section = benchmark.run(rounds, new Workbench(root, out, size));
                out.println(section.markdown());
                if (size == 1) {
                    results.put(section, Circumstances.now(root, rounds));
                }
            }
        }
        return ExitCode.OK;
    }

    private void check() {
        List<String> known = ALL.stream().map(Benchmark::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw wrong(String.format(Locale.ROOT, "%s is no benchmark. There are: %s.", name,
                        String.join(", ", known)));
            }
        }
        if (rounds < 1) {
            throw wrong("--rounds: at least 1.");
        }
        if (!(size > 0 && size <= 1)) {
            throw wrong("--size: more than 0, at most 1.");
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
