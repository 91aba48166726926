package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many status reads a second does one gateway answer, and how quickly at half of that? */
final class StatusBenchmark implements Benchmark {

    private static final double SCALE = 0.1;
    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final double P99 = 0.99;

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Section run(int rounds, Workbench workbench) throws IOException {
        List<Double> bare = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> slowest = new ArrayList<>();
        workbench.withStack(SCALE, stack -> {
            String id = new Gateway(stack).analyzed();
            try (Baseline baseline = Baseline.start(workbench.root(), stack, id)) {
                Load row = new Load(baseline.row(id), CONNECTIONS);
                Load record = new Load(URI.create(stack.endpoints().gateway() + "/api/v1/migration/" + id),
                        CONNECTIONS);
                row.throughput(WARM_UP);
                record.throughput(WARM_UP);
                for (int round = 0; round < rounds; round++) {
                    bare.add(row.throughput(MEASURED));
                    ours.add(record.throughput(MEASURED));
                    slowest.add(record.latencies(ours.get(round) / 2, MEASURED).quantile(P99));
                    workbench.tell("bare %,.0f, gateway %,.0f a second; p99 %.1f ms at half of it".formatted(
                            bare.get(round), ours.get(round), slowest.get(round)));
                }
            }
            return stack;
        });
        Series reads = new Series(ours);
        Series rows = new Series(bare);
        return Section.of(name(), "`GET /{id}` of a migration that is ready, against a bare Quarkus endpoint (module "
                + "`benchmark-baseline`) that reads the same row from the same database; " + CONNECTIONS
                + " connections, both -Xmx256m, one after the other in each round. The load comes from the same machine."
                + " The latency counts from when a question was due.")
                .with("bare endpoint", rows, "reads/s").with("gateway", reads, "reads/s")
                .with("ratio", reads.dividedBy(rows), "×", "≥ 0.7")
                .with("gateway, p99 at half its rate", new Series(slowest), "ms", "< 20");
    }
}
