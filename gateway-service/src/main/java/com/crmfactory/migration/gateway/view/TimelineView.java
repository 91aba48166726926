package com.crmfactory.migration.gateway.view;

import java.util.List;
import java.util.Optional;

import com.crmfactory.migration.gateway.migration.ObjectTiming;
import com.crmfactory.migration.model.report.Timeline;
import com.crmfactory.migration.model.report.Timeline.ObjectEstimate;

/**
 * What the report predicts of the import and, after a run, what it took.
 *
 * @param apiCallsRemaining
 *            what the org had left when it was analysed; null when it did not say
 * @param analysisApiCalls
 *            API calls that the analysis took; null in reports of earlier releases
 * @param analysisApiCallsEstimated
 *            what it had predicted once it knew its objects; likewise
 * @param actual
 *            null before an object of a run is completed
 */
public record TimelineView(long estimatedSeconds, List<ObjectEstimate> byObject, long apiCallsEstimated,
        Long apiCallsRemaining, List<String> assumptions, Long analysisApiCalls, Long analysisApiCallsEstimated,
        Actual actual) {

    /**
     * What the completed objects of the run took.
     *
     * @param seconds
     *            from the first object's start to the last one's end, pauses included
     */
    public record Actual(long seconds, long records, long apiCalls, List<ObjectActual> byObject) {
    }

    /**
     * One object. What was predicted is null if the report predicted nothing for it.
     *
     * @param seconds
     *            of its last attempt, links included
     */
    public record ObjectActual(String object, long seconds, Long estimatedSeconds, long records, long apiCalls,
            Long apiCallsEstimated) {
    }

    public static TimelineView of(Timeline timeline, List<ObjectTiming> measured) {
        return new TimelineView(timeline.estimatedSeconds(), timeline.byObject(), timeline.apiCallsEstimated(),
                timeline.apiCallsRemaining(), timeline.assumptions(), timeline.analysisApiCalls(),
                timeline.analysisApiCallsEstimated(), measured.isEmpty() ? null : actual(timeline, measured));
    }

    private static Actual actual(Timeline timeline, List<ObjectTiming> measured) {
        List<ObjectActual> objects = measured.stream().map(object -> actual(timeline, object)).toList();
        double started = measured.stream().mapToDouble(ObjectTiming::started).min().orElseThrow();
        double finished = measured.stream().mapToDouble(ObjectTiming::finished).max().orElseThrow();
        return new Actual(Math.round(finished - started), objects.stream().mapToLong(ObjectActual::records).sum(),
                objects.stream().mapToLong(ObjectActual::apiCalls).sum(), objects);
    }

    private static ObjectActual actual(Timeline timeline, ObjectTiming measured) {
        Optional<ObjectEstimate> estimate = timeline.byObject().stream()
                .filter(object -> object.object().equals(measured.object())).findFirst();
        return new ObjectActual(measured.object(), Math.round(measured.finished() - measured.started()),
                estimate.map(ObjectEstimate::estimatedSeconds).orElse(null), measured.records(), measured.apiCalls(),
                estimate.map(ObjectEstimate::apiCallsEstimated).orElse(null));
    }
}
