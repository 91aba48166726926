package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.localstack.stack.LocalStack;

/** How many status reads a second does one gateway answer, and how quickly at half of that? */
final class StatusBenchmark implements Benchmark {

    private static final double SCALE = 0.1;
    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final double P99 = 0.99;

    private final List<Double> bareSame = new ArrayList<>();
    private final List<Double> same = new ArrayList<>();
    private final List<Double> slowest = new ArrayList<>();
    private final List<Double> bareDifferent = new ArrayList<>();
    private final List<Double> different = new ArrayList<>();

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Section run(int rounds, Workbench workbench) throws IOException {
        workbench.withStack(SCALE, stack -> {
            measure(stack, rounds, workbench);
            return stack;
        });
        Series reads = new Series(same);
        Series rows = new Series(bareSame);
        Series apart = new Series(different);
        Series rowsApart = new Series(bareDifferent);
        return Section.of(name(), "`GET /{id}` of a migration that is ready, against a bare Quarkus endpoint (module "
                + "`benchmark-baseline`) that reads the same row from the same database; " + CONNECTIONS
                + " connections, both -Xmx256m, one after the other in each round. All ask for the same row; then each for"
                + " a row of its own, since reads of the same migration that meet share a query at the gateway."
                + " The load comes from the same machine. The latency counts from when a question was due.")
                .with("bare endpoint", rows, "reads/s").with("gateway", reads, "reads/s")
                .with("ratio", reads.dividedBy(rows), "×", "≥ 0.7")
                .with("gateway, p99 at half its rate", new Series(slowest), "ms", "< 20")
                .with("bare endpoint, each another row", rowsApart, "reads/s")
                .with("gateway, each another migration", apart, "reads/s")
                .with("ratio", apart.dividedBy(rowsApart), "×");
    }

    private void measure(LocalStack stack, int rounds, Workbench workbench) throws IOException {
        String id = new Gateway(stack).analyzed();
        List<String> ids = copies(stack, id);
        try (Baseline baseline = Baseline.start(workbench.root(), stack, id)) {
            Load row = new Load(List.of(baseline.row(id)), CONNECTIONS);
            Load record = new Load(List.of(record(stack, id)), CONNECTIONS);
            Load rows = new Load(ids.stream().map(baseline::row).toList(), CONNECTIONS);
            Load records = new Load(ids.stream().map(other -> record(stack, other)).toList(), CONNECTIONS);
            row.throughput(WARM_UP);
            records.throughput(WARM_UP);
            for (int round = 0; round < rounds; round++) {
                bareSame.add(row.throughput(MEASURED));
                same.add(record.throughput(MEASURED));
                slowest.add(record.latencies(same.get(round) / 2, MEASURED).quantile(P99));
                bareDifferent.add(rows.throughput(MEASURED));
                different.add(records.throughput(MEASURED));
                workbench.tell(("the same: bare %,.0f, gateway %,.0f a second; p99 %.1f ms at half of it; each its own:"
                        + " bare %,.0f, gateway %,.0f").formatted(bareSame.get(round), same.get(round),
                                slowest.get(round), bareDifferent.get(round), different.get(round)));
            }
        }
    }

    private static URI record(LocalStack stack, String id) {
        return URI.create(stack.endpoints().gateway() + "/api/v1/migration/" + id);
    }

    /** As many migrations as there are connections, in the same state. */
    private static List<String> copies(LocalStack stack, String id) throws IOException {
        try (Database database = new Database(stack)) {
            return database
                    .texts("INSERT INTO migration.migration SELECT (jsonb_populate_record(m, jsonb_build_object('id',"
                            + " left(m.id, -4) || to_char(n, 'FM0000')))).* FROM migration.migration m, generate_series(1, "
                            + CONNECTIONS + ") n WHERE m.id = ? RETURNING id", id);
        }
    }
}
