package com.crmfactory.migration.localstack.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What goes wrong when; the same seed always gives the same scenario.
 *
 * @param duringAnalysis
 *            what happens while the org is analysed
 * @param duringRun
 *            in the order in which it happens
 */
record Scenario(long seed, List<Fault> duringAnalysis, List<Step> duringRun) {

    private static final List<String> CHILDREN = List.of("importer", "gateway", "analyzer", "kafka", "postgres");
    private static final List<String> MISBEHAVIOURS = List.of("html503", "429", "reset", "truncate", "job_failed",
            "job_vanishes", "locator_expired", "short_page");
    private static final String DATA_CALLS = "/query|/results";
    private static final String METADATA_CALLS = "/describe|/query";
    private static final int LONGEST_DOWNTIME_MILLIS = 3_000;
    private static final int MOST_FAULTS = 4;
    private static final int LAST_PERCENT = 95;

    /** @param atPercent share of the records that are processed before it happens */
    record Step(int atPercent, Fault fault) {
        @Override
        public String toString() {
            return atPercent + " %: " + fault;
        }
    }

    static Scenario of(long seed) {
        Random random = new Random(seed);
        List<Fault> analysis = random.nextInt(3) == 0
                ? List.of(random.nextBoolean() ? kill(random, CHILDREN.get(1 + random.nextInt(4))) : metadata(random))
                : List.of();
        List<Step> run = new ArrayList<>();
        int faults = 1 + random.nextInt(MOST_FAULTS);
        for (int i = 0; i < faults; i++) {
            run.add(new Step(random.nextInt(LAST_PERCENT), fault(random)));
        }
        run.sort(Comparator.comparingInt(Step::atPercent));
        return new Scenario(seed, analysis, List.copyOf(run));
    }

    private static Fault fault(Random random) {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> kill(random, CHILDREN.get(random.nextInt(CHILDREN.size())));
            case 3, 4 -> new Fault.Misbehaviour(MISBEHAVIOURS.get(random.nextInt(MISBEHAVIOURS.size())), DATA_CALLS,
                    random.nextInt(4), 1 + random.nextInt(2));
            default -> new Fault.Replay(random.nextLong());
        };
    }

    private static Fault metadata(Random random) {
        return new Fault.Misbehaviour(MISBEHAVIOURS.get(random.nextInt(4)), METADATA_CALLS, random.nextInt(20),
                1 + random.nextInt(2));
    }

    private static Fault kill(Random random, String child) {
        return new Fault.Kill(child, Duration.ofMillis(random.nextInt(LONGEST_DOWNTIME_MILLIS)));
    }

    @Override
    public String toString() {
        return duringAnalysis.stream().map(fault -> "analysis: " + fault + "; ").collect(Collectors.joining())
                + duringRun.stream().map(Step::toString).collect(Collectors.joining("; "));
    }
}
