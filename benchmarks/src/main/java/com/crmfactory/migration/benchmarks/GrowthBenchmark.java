package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.localstack.stack.LocalStack;

/** Does a record cost more, the more there are already? */
final class GrowthBenchmark implements Benchmark {

    private static final double SCALE = 200;
    private static final long WINDOW = 100_000;
    /** Records that are in when a window begins. */
    private static final List<Long> WINDOWS = List.of(10_000L, 450_000L, 870_000L);
    /**
     * When so many records were in, in seconds since 1970, by the time of the batches' commits. Pages are loaded side by
     * side, so a batch is placed by when it was committed.
     */
    private static final String REACHED = "SELECT extract(epoch FROM min(at)) FROM (SELECT"
            + " pg_xact_commit_timestamp(b.xmin) AS at, sum(b.imported) OVER (ORDER BY"
            + " pg_xact_commit_timestamp(b.xmin)) AS records FROM import.batch b JOIN import.object_run r"
            + " ON r.id = b.object_run WHERE r.migration_id = ? AND r.object = 'Contact') c WHERE records >= ?::bigint";

    private final List<List<Double>> costs = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public Section run(int rounds, Workbench workbench) throws IOException {
        workbench.withStack(folder -> ImportBenchmark.options(workbench, folder, SCALE),
                stack -> measure(stack, rounds, workbench));
        Series first = new Series(costs.get(0));
        Series middle = new Series(costs.get(1));
        Series last = new Series(costs.get(2));
        return Section.of(name(),
                "A million contacts are imported by upsert, by an importer that has done so once; microseconds per record for 100,000 of "
                        + "them, by the times of the batches' commits, when 10,000, 450,000 and 870,000 were there already.")
                .with("from 10,000 on", first, "µs")
                .with("from 450,000 on", middle, "µs")
                .with("from 870,000 on", last, "µs")
                .with("450,000 ÷ 10,000", middle.dividedBy(first), "×", "0.85 – 1.15")
                .with("870,000 ÷ 10,000", last.dividedBy(first), "×", "0.85 – 1.15");
    }

    private Void measure(LocalStack stack, int rounds, Workbench workbench) throws IOException {
        Gateway gateway = new Gateway(stack);
        // Not measured: users and accounts come in, the simulator makes its pages.
        gateway.completed(gateway.chosen(ImportBenchmark.OBJECTS));
        stack.restart("importer", Map.of("IMPORTER_COPY", "false"));
        try (Database database = new Database(stack)) {
            // Nor this: what would be measured is the JVM's compiler, not the growth.
            database.empty("contacts");
            gateway.completed(gateway.chosen(ImportBenchmark.OBJECTS));
            for (int round = 0; round < rounds; round++) {
                database.empty("contacts");
                String id = gateway.chosen(ImportBenchmark.OBJECTS);
                gateway.completed(id);
                for (int i = 0; i < WINDOWS.size(); i++) {
                    costs.get(i).add(cost(database, id, Math.round(WINDOWS.get(i) * workbench.size()),
                            Math.round(WINDOW * workbench.size())));
                }
                workbench.tell("%.1f, %.1f, %.1f µs per record".formatted(costs.get(0).get(round),
                        costs.get(1).get(round), costs.get(2).get(round)));
            }
        }
        return null;
    }

    private static double cost(Database database, String id, long from, long records) throws IOException {
        double begun = database.number(REACHED, id, Long.toString(from));
        double ended = database.number(REACHED, id, Long.toString(from + records));
        return (ended - begun) * 1e6 / records;
    }
}
