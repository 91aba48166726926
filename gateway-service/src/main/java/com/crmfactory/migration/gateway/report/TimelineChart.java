package com.crmfactory.migration.gateway.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.crmfactory.migration.gateway.view.PlanView;
import com.crmfactory.migration.gateway.view.TimelineView;
import com.crmfactory.migration.model.report.Timeline.ObjectEstimate;

/**
 * When each object is imported: those of a wave side by side, the waves one after another.
 *
 * @param seconds
 *            from the first start to the last end
 */
record TimelineChart(List<Bar> bars, long seconds) {
    /** Room for the names on the left. */
    private static final double LEFT = 240;
    private static final double LONGEST = Drawing.WIDTH - LEFT;

    /**
     * One object.
     *
     * @param wave
     *            1-based
     * @param seconds
     *            how long it takes
     * @param x
     *            left end, in the drawing's units
     */
    record Bar(String object, int wave, long seconds, double x, double width) {
    }

    static TimelineChart of(PlanView plan, TimelineView timeline) {
        Map<String, Long> seconds = timeline.byObject().stream()
                .collect(Collectors.toMap(ObjectEstimate::object, ObjectEstimate::estimatedSeconds));
        long whole = plan.waves().stream().mapToLong(wave -> longest(wave, seconds)).sum();
        List<Bar> bars = new ArrayList<>();
        long start = 0;
        for (int wave = 0; wave < plan.waves().size(); wave++) {
            for (String object : plan.waves().get(wave)) {
                long taken = seconds.getOrDefault(object, 0L);
                bars.add(new Bar(object, wave + 1, taken, Drawing.rounded(LEFT + Drawing.share(start, whole, LONGEST)),
                        Math.max(2, Drawing.share(taken, whole, LONGEST))));
            }
            start += longest(plan.waves().get(wave), seconds);
        }
        return new TimelineChart(bars, whole);
    }

    private static long longest(List<String> wave, Map<String, Long> seconds) {
        return wave.stream().mapToLong(object -> seconds.getOrDefault(object, 0L)).max().orElse(0);
    }
}
