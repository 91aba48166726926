package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.crmfactory.migration.localstack.stack.LocalStack;
import com.crmfactory.migration.localstack.stack.StackOptions;

/** Does the memory of the services depend on the size of the org? */
final class MemoryBenchmark implements Benchmark {

    private static final Map<String, Double> SCALES = Map.of("0.1 M", 20.0, "1 M", 200.0, "3 M", 600.0);
    private static final List<String> SIZES = List.of("0.1 M", "1 M", "3 M");
    private static final long SECONDS_BETWEEN_LOOKS = 1;
    /** A small org is migrated again and again until there are as many. */
    private static final int SAMPLES = 12;
    private static final List<String> PARTS = List.of("importer", "gateway", "analyzer");
    private static final String LOADING = "SELECT count(*) FROM import.object_run WHERE migration_id = ?"
            + " AND object = 'Contact' AND status = 'importing'";

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Section run(int rounds, Workbench workbench) throws IOException {
        List<Map<String, Series>> found = new ArrayList<>();
        for (String size : SIZES) {
            found.add(workbench.withStack(folder -> StackOptions.in(workbench.root(), folder).withSimulated(
                    Optional.of(new StackOptions.Simulated(Optional.empty(), SCALES.get(size) * workbench.size()))),
                    MemoryBenchmark::live));
            workbench.tell(size + " contacts: " + found.get(found.size() - 1));
        }
        Section section = Section.of(name(), "Orgs of 0.1, 1 and 3 million contacts and a fifth as many accounts are "
                + "migrated, the smaller ones several times. The heap after a full garbage collection, taken about every second while the contacts "
                + "are loaded: importer (-Xmx512m), gateway and analyzer (-Xmx256m).");
        for (String part : PARTS) {
            for (int i = 0; i < SIZES.size(); i++) {
                section = section.with(part + ", " + SIZES.get(i), found.get(i).get(part), "MB");
            }
            for (int i = 1; i < SIZES.size(); i++) {
                section = section.with(part + ", median of " + SIZES.get(i) + " ÷ that of 0.1 M",
                        Series.of(found.get(i).get(part).median() / found.get(0).get(part).median()), "×",
                        "0.85 – 1.15");
            }
        }
        return section;
    }

    private static Map<String, Series> live(LocalStack stack) throws IOException {
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        try (Database database = new Database(stack)) {
            while (samples.values().stream().mapToInt(List::size).min().orElse(0) < SAMPLES) {
                database.empty("contacts");
                sample(stack, database, samples);
            }
        }
        Map<String, Series> series = new LinkedHashMap<>();
        samples.forEach((part, values) -> series.put(part, new Series(values)));
        return series;
    }

    private static void sample(LocalStack stack, Database database, Map<String, List<Double>> samples)
            throws IOException {
        Gateway gateway = new Gateway(stack);
        String id = gateway.chosen(ImportBenchmark.OBJECTS);
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try {
                gateway.completed(id);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        do {
            for (String part : PARTS) {
                if (database.number(LOADING, id) > 0) {
                    samples.computeIfAbsent(part, any -> new ArrayList<>())
                            .add(LiveSet.of(stack.endpoints().pids().get(part).get(0)));
                }
            }
        } while (!isOver(run));
    }

    private static boolean isOver(CompletableFuture<Void> run) throws IOException {
        try {
            run.get(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("The run failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
