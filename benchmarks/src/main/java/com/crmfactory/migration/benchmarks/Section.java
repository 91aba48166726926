package com.crmfactory.migration.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What one benchmark found, as a part of {@code RESULTS.md}.
 *
 * @param name
 *            of the benchmark
 * @param setup
 *            what was measured on what, so that it can be judged and repeated
 * @param lines
 *            the figures
 */
record Section(String name, String setup, List<Line> lines) {

    /**
     * One figure.
     *
     * @param figure
     *            what it is
     * @param unit
     *            of the samples
     * @param goal
     *            what quality asks for, in words; empty for a figure that only explains
     */
    record Line(String figure, Series series, String unit, String goal) {
    }

    Section {
        lines = List.copyOf(lines);
    }

    static Section of(String name, String setup) {
        return new Section(name, setup, List.of());
    }

    /** With one figure more that only explains. */
    Section with(String figure, Series series, String unit) {
        return with(figure, series, unit, "");
    }

    /** With one figure more that has a goal. */
    Section with(String figure, Series series, String unit, String goal) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(figure, series, unit, goal));
        return new Section(name, setup, more);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("## ").append(name).append("\n\n").append(setup.strip())
                .append("\n\n| figure | min / median / max | unit | goal |\n|---|---|---|---|\n");
        for (Line line : lines) {
            text.append("| ").append(line.figure()).append(" | ").append(line.series()).append(" | ")
                    .append(line.unit()).append(" | ").append(line.goal()).append(" |\n");
        }
        return text.toString();
    }
}
