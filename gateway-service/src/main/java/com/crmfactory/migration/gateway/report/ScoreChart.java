package com.crmfactory.migration.gateway.report;

import java.util.List;

import com.crmfactory.migration.model.report.ScorePart;

/** What each part of the score weighs, and how much of that it earned. */
record ScoreChart(List<Bar> bars) {
    private static final double LONGEST = 440;

    /**
     * One part of the score.
     *
     * @param weight
     *            length for all of its weight, in the drawing's units
     * @param earned
     *            how much of it is filled
     */
    record Bar(ScorePart part, double weight, double earned) {
    }

    static ScoreChart of(List<ScorePart> parts) {
        double heaviest = parts.stream().mapToDouble(ScorePart::weight).max().orElse(0);
        return new ScoreChart(parts.stream().map(part -> {
            double weight = Drawing.share(part.weight(), heaviest, LONGEST);
            return new Bar(part, weight, Drawing.share(part.score(), 100, weight));
        }).toList());
    }
}
