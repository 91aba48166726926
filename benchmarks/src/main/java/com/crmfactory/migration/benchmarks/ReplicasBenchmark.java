package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.crmfactory.migration.localstack.stack.LocalStack;
import com.crmfactory.migration.localstack.stack.StackOptions;
import com.crmfactory.migration.localstack.stack.StackOptions.Simulated;

/** Do more importers read faster from an org that is slow? */
final class ReplicasBenchmark implements Benchmark {

    private static final Simulated SLOW = new Simulated(Optional.empty(), 6,
            List.of("--page-size", "250", "--latency-ms", "400"));
    private static final List<Integer> REPLICAS = List.of(1, 2, 4);

    private final Map<Integer, List<Double>> started = new LinkedHashMap<>();
    private final Map<Integer, List<Double>> rates = new LinkedHashMap<>();
    private final Map<Integer, List<Double>> processors = new LinkedHashMap<>();

    @Override
    public String name() {
        return "replicas";
    }

    @Override
    public Section run(int rounds, Workbench workbench) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (int replicas : REPLICAS) {
                workbench.withStack(folder -> StackOptions.in(workbench.root(), folder)
                        .withSimulated(Optional.of(SLOW)).withReplicas(1, replicas), stack -> measure(stack, replicas));
                workbench.tell("%d importers: %,.0f records a second, %.2f processors".formatted(replicas,
                        rates.get(replicas).get(round), processors.get(replicas).get(round)));
            }
        }
        Section section = Section.of(name(), "30,000 contacts in pages of 250 at 400 ms a call, so that the org is the "
                + "bottleneck; 1, 2 and 4 importers on one machine, in their second load since they were started, and in "
                + "their first, when each JVM still compiles. From the end of the Bulk job to `object_completed`. "
                + "Linear is the rate of one importer times their number.");
        for (int replicas : REPLICAS) {
            String importers = replicas + (replicas == 1 ? " importer" : " importers");
            section = section.with(importers, new Series(rates.get(replicas)), "records/s")
                    .with("processors taken by all of the stack", new Series(processors.get(replicas)), "processors")
                    .with(importers + ", just started", new Series(started.get(replicas)), "records/s");
            if (replicas > 1) {
                section = section.with(importers + " ÷ linear", dividedByLinear(rates, replicas), "×",
                        replicas == 2 ? "≥ 0.85" : "").with(importers + ", just started, ÷ linear",
                                dividedByLinear(started, replicas), "×");
            }
        }
        Series one = new Series(rates.get(1));
        return section.with("1 importer, pages of 250 a second", one.dividedBy(Series.of(
                one.samples().stream().mapToDouble(any -> 250).toArray())), "pages/s");
    }

    private static Series dividedByLinear(Map<Integer, List<Double>> rates, int replicas) {
        List<Double> linear = rates.get(1).stream().map(rate -> rate * replicas).toList();
        return new Series(rates.get(replicas)).dividedBy(new Series(linear));
    }

    private Void measure(LocalStack stack, int replicas) throws IOException {
        try (Database database = new Database(stack)) {
            started.computeIfAbsent(replicas, any -> new ArrayList<>())
                    .add(imported(stack, database, new ArrayList<>()));
            database.empty("contacts");
            rates.computeIfAbsent(replicas, any -> new ArrayList<>()).add(
                    imported(stack, database, processors.computeIfAbsent(replicas, any -> new ArrayList<>())));
        }
        return null;
    }

    private static double imported(LocalStack stack, Database database, List<Double> processors) throws IOException {
        Gateway gateway = new Gateway(stack);
        String id = gateway.chosen(Set.of("User", "Account", "Contact"));
        Processors taken = new Processors(stack);
        gateway.completed(id);
        processors.add(taken.shares().values().stream().mapToDouble(share -> share).sum());
        return database.rate(id, "Contact");
    }
}
