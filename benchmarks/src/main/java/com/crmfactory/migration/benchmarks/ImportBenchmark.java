package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.crmfactory.migration.localstack.stack.LocalStack;
import com.crmfactory.migration.localstack.stack.StackOptions;
import com.crmfactory.migration.localstack.stack.StackOptions.Simulated;

/**
 * How fast is the import beside what PostgreSQL alone can do with the finished rows, and beside the script that people
 * write?
 */
final class ImportBenchmark implements Benchmark {

    static final Set<String> OBJECTS = Set.of("User", "Account", "Contact");
    private static final String IMPORTER = "importer";
    private static final String TABLE = "contacts";
    private static final double SCALE = 60;
    private static final Map<String, String> BY_COPY = Map.of("IMPORTER_COPY", "true");
    private static final Map<String, String> BY_UPSERT = Map.of("IMPORTER_COPY", "false");

    /** After so many loads of that many records, half a minute of work, the JVM's compiler has little left to do. */
    private static final int LOADS_TO_WARM_UP = 4;

    private final List<Double> started = new ArrayList<>();
    private final List<Double> first = new ArrayList<>();
    private final List<Double> upsert = new ArrayList<>();
    private final List<Double> copyBesideFirst = new ArrayList<>();
    private final List<Double> copyBesideUpsert = new ArrayList<>();
    private final List<Double> script = new ArrayList<>();
    private final List<Double> simulator = new ArrayList<>();
    private final List<Double> importer = new ArrayList<>();
    private final List<Double> postgres = new ArrayList<>();

    @Override
    public String name() {
        return "import";
    }

    @Override
    public Section run(int rounds, Workbench workbench) throws IOException {
        workbench.withStack(folder -> options(workbench, folder, SCALE),
                stack -> measure(stack, rounds, workbench));
        Series firsts = new Series(first);
        Series upserts = new Series(upsert);
        return Section
                .of(name(), "%,.0f contacts of a generated org into a table that has none, beside 60,000 accounts "
                        .formatted(SCALE * 5_000)
                        + "that are there; one importer (-Xmx512m), in its fifth load since it was started, and in its "
                        + "first, when the JVM still compiles. From the end of Salesforce's Bulk "
                        + "job to `object_completed`: pages over HTTP (gzip; made and packed once, kept by the simulator), "
                        + "mapping, parents, ledger, checkpoints, links, progress. The baseline is COPY of the same finished "
                        + "rows from a file into the same table, with its keys, indexes and foreign keys, on one connection, in "
                        + "the same round. The script, warm as well, does what jsforce and pg do, in Java: pages of 2,000 as JSON "
                        + "over HTTP (gzip; made and packed beforehand), INSERTs of 200 rows with the same fields, a look-up of "
                        + "their accounts and owners before each, no named statements. Importer, simulator, Kafka, PostgreSQL "
                        + "and gateway share the processors.")
                .with("first load", firsts, "records/s")
                .with("COPY beside it", new Series(copyBesideFirst), "rows/s")
                .with("first load ÷ COPY", firsts.dividedBy(new Series(copyBesideFirst)), "×", "≥ 1.5")
                .with("first load by an importer that has just started", new Series(started), "records/s")
                .with("by upsert", upserts, "records/s")
                .with("COPY beside it", new Series(copyBesideUpsert), "rows/s")
                .with("by upsert ÷ COPY", upserts.dividedBy(new Series(copyBesideUpsert)), "×", "≥ 1.0")
                .with("script", new Series(script), "records/s")
                .with("first load ÷ script", firsts.dividedBy(new Series(script)), "×", "≥ 6")
                .with("processors taken by the simulator during a first load", new Series(simulator), "processors")
                .with("by the importer", new Series(importer), "processors")
                .with("by PostgreSQL", new Series(postgres), "processors");
    }

    /** A generated org whose pages of Bulk results are made once. */
    static StackOptions options(Workbench workbench, Path folder, double scale) {
        return StackOptions.in(workbench.root(), folder).withSimulated(Optional.of(new Simulated(Optional.empty(),
                scale * workbench.size(), List.of("--keep-results", folder.resolve("kept").toString()))));
    }

    private Void measure(LocalStack stack, int rounds, Workbench workbench) throws IOException {
        Path rows = Files.createTempFile("benchmark", ".copy");
        try (Database database = new Database(stack)) {
            Gateway gateway = new Gateway(stack);
            // Not measured: users and accounts come in, the simulator makes its pages.
            String id = gateway.chosen(OBJECTS);
            gateway.completed(id);
            database.copyOut(TABLE, rows);
            // Nor this: each importer below is warmed up, but gateway, broker and database are as young as the stack.
            warmUp(stack, database, LOADS_TO_WARM_UP);
            List<String> fields = gateway.fields(id, "Contact");
            for (int round = 0; round < rounds; round++) {
                stack.restart(IMPORTER, BY_COPY);
                started.add(imported(stack, database, false));
                warmUp(stack, database, LOADS_TO_WARM_UP - 1);
                first.add(imported(stack, database, true));
                copyBesideFirst.add(copied(database, rows));
                stack.restart(IMPORTER, BY_UPSERT);
                warmUp(stack, database, LOADS_TO_WARM_UP);
                upsert.add(imported(stack, database, false));
                copyBesideUpsert.add(copied(database, rows));
                script.add(scripted(stack, database, fields));
                workbench.tell("first load %,.0f of %,.0f by COPY, upsert %,.0f of %,.0f, script %,.0f records a second"
                        .formatted(first.get(round), copyBesideFirst.get(round), upsert.get(round),
                                copyBesideUpsert.get(round), script.get(round)));
            }
        } finally {
            Files.deleteIfExists(rows);
        }
        return null;
    }

    private static double scripted(LocalStack stack, Database database, List<String> fields) throws IOException {
        try (Script loop = new Script(stack, database, fields)) {
            double rate = 0;
            for (int load = 0; load <= LOADS_TO_WARM_UP; load++) {
                database.empty(TABLE);
                rate = loop.rate();
            }
            return rate;
        }
    }

    private static double copied(Database database, Path rows) throws IOException {
        database.empty(TABLE);
        return database.copyIn(TABLE, rows);
    }

    private void warmUp(LocalStack stack, Database database, int loads) throws IOException {
        for (int load = 0; load < loads; load++) {
            imported(stack, database, false);
        }
    }

    private double imported(LocalStack stack, Database database, boolean counted) throws IOException {
        database.empty(TABLE);
        Gateway gateway = new Gateway(stack);
        String id = gateway.chosen(OBJECTS);
        Processors processors = new Processors(stack);
        gateway.completed(id);
        if (counted) {
            Map<String, Double> shares = processors.shares();
            simulator.add(shares.get("simulator"));
            importer.add(shares.get(IMPORTER));
            postgres.add(shares.get("postgres"));
        }
        return database.rate(id, "Contact");
    }
}
