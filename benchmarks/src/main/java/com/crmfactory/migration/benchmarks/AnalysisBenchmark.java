package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.crmfactory.migration.localstack.stack.LocalStack;
import com.crmfactory.migration.localstack.stack.StackOptions;
import com.crmfactory.migration.localstack.stack.StackOptions.Simulated;
import com.fasterxml.jackson.databind.JsonNode;

/** How long does it take to analyse a wide org over a slow line, and what does it cost in API calls? */
final class AnalysisBenchmark implements Benchmark {

    private static final int OBJECTS = 1_300;
    private static final int LATENCY_MILLIS = 50;
    private static final double SCALE = 0.2;

    private final List<Double> first = new ArrayList<>();
    private final List<Double> again = new ArrayList<>();
    private final List<Double> oneAtATime = new ArrayList<>();
    private final List<Double> calls = new ArrayList<>();
    private final List<Double> callsOneAtATime = new ArrayList<>();
    private final List<Double> described = new ArrayList<>();
    private final List<Double> predicted = new ArrayList<>();

    @Override
    public String name() {
        return "analysis";
    }

    @Override
    public Section run(int rounds, Workbench workbench) throws IOException {
        Simulated wide = new Simulated(Optional.empty(), SCALE,
                List.of("--objects", "" + OBJECTS, "--latency-ms", "" + LATENCY_MILLIS));
        for (int round = 0; round < rounds; round++) {
            workbench.withStack(folder -> StackOptions.in(workbench.root(), folder).withSimulated(Optional.of(wide)),
                    this::measure);
            workbench.tell("first %.1f s, again %.1f s, one call at a time %.1f s".formatted(first.get(round),
                    again.get(round), oneAtATime.get(round)));
        }
        Series seconds = new Series(first);
        return Section.of(name(), "A generated org of " + OBJECTS + " objects, a fifth of them with records, at "
                + LATENCY_MILLIS + " ms a call, analysed by one analyzer and one gateway (-Xmx256m each); seconds from "
                + "`POST /analyze` to `ready`. The baseline counts each custom object and describes those "
                + "with records, one call at a time, with the JDK's HTTP client, and makes nothing of the answers.")
                .with("analysis", seconds, "s", "≤ 60")
                .with("one call at a time", new Series(oneAtATime), "s")
                .with("ratio", new Series(oneAtATime).dividedBy(seconds), "×")
                .with("API calls", new Series(calls), "calls", "≤ " + (OBJECTS + 100))
                .with("API calls, one at a time", new Series(callsOneAtATime), "calls")
                .with("API calls predicted when the objects were known", new Series(predicted), "calls", "± 10 %")
                .with("analysis of the unchanged org again", new Series(again), "s")
                .with("describes sent in full again", new Series(described), "describes");
    }

    private Void measure(LocalStack stack) throws IOException {
        Gateway gateway = new Gateway(stack);
        SimulatedOrg org = new SimulatedOrg(stack);
        long start = System.nanoTime();
        String id = gateway.analyzed();
        first.add(since(start));
        calls.add(org.stats().path("apiCalls").asDouble());
        predicted.add(gateway.get("/" + id + "/report?view=summary").at("/timeline/analysis_api_calls_estimated")
                .asDouble());
        org.resetStats();
        start = System.nanoTime();
        gateway.post("/" + id + "/analyze", Map.of());
        JsonNode record = gateway.analysisOf(id);
        if (!record.path("status").asText().equals("ready")) {
            throw new IOException("The second analysis ended " + record.path("status").asText());
        }
        again.add(since(start));
        described.add(org.stats().at("/byKind/describe").asDouble() - org.stats().path("notModified").asDouble());
        org.resetStats();
        start = System.nanoTime();
        org.readOneByOne();
        oneAtATime.add(since(start));
        callsOneAtATime.add(org.stats().path("apiCalls").asDouble());
        return null;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
