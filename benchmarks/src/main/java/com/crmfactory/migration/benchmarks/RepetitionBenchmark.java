package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.localstack.stack.LocalStack;
import com.fasterxml.jackson.databind.JsonNode;

/** How fast is a first migration, and how much faster is one of an unchanged org, which must write no row? */
final class RepetitionBenchmark implements Benchmark {

    private static final double SCALE = 20;

    @Override
    public String name() {
        return "repetition";
    }

    @Override
    public Section run(int rounds, Workbench workbench) throws IOException {
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            workbench.withStack(SCALE, stack -> {
                first.add(rate(stack, new ArrayList<>()));
                again.add(rate(stack, written));
                return stack;
            });
            workbench.tell("first %,.0f, again %,.0f records a second".formatted(first.get(round), again.get(round)));
        }
        Series firstRates = new Series(first);
        Series againRates = new Series(again);
        return Section.of(name(), "A generated org of 20,000 accounts (`--scale 20`) is migrated twice by one importer "
                + "(-Xmx512m); records a second from `POST /run` to the end of the validation.")
                .with("first run", firstRates, "records/s")
                .with("run of the unchanged org", againRates, "records/s")
                .with("ratio", againRates.dividedBy(firstRates), "×", "≥ 2")
                .with("rows written by the second run", new Series(written), "rows", "0");
    }

    private static double rate(LocalStack stack, List<Double> written) throws IOException {
        Gateway gateway = new Gateway(stack);
        String id = gateway.analyzed();
        long start = System.nanoTime();
        JsonNode progress = gateway.completed(id).path("progress");
        double seconds = (System.nanoTime() - start) / 1e9;
        written.add(progress.path("imported").asDouble() + progress.path("updated").asDouble());
        return progress.path("records_processed").asDouble() / seconds;
    }
}
