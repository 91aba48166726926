package com.crmfactory.migration.gateway.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.report.ReadinessLevel;
import com.crmfactory.migration.model.report.ReportSummary;
import com.crmfactory.migration.model.report.ScorePart;

/**
 * What changed from one readiness report to another, of the same org or of two. A part that is the same in both is null
 * or not listed.
 *
 * @param objects
 *            in the order of their names
 */
public record ReportComparison(Side before, Side after, Change<Integer> readinessScore,
        Change<ReadinessLevel> readinessLevel, List<PartChange> scoreBreakdown, Change<ReportSummary> summary,
        List<ObjectChange> objects, RiskChanges risks, Change<String> automationComplexity,
        Change<Long> estimatedSeconds) {

    /** Which report it is. */
    public record Side(String migrationId, String orgId, String orgName, Instant generatedAt) {
        static Side of(ComparedReport report) {
            return new Side(report.migrationId(), report.org().orgId(), report.org().orgName(), report.generatedAt());
        }
    }

    /**
     * A part of the score that changed.
     *
     * @param score
     *            0–100; a side that does not know the part is null
     */
    public record PartChange(String part, Change<Integer> score) {
    }

    public static ReportComparison of(ComparedReport before, ComparedReport after, List<ObjectChange> objects) {
        var was = before.conclusion();
        var is = after.conclusion();
        return new ReportComparison(Side.of(before), Side.of(after),
                Change.between(was.readinessScore(), is.readinessScore()),
                Change.between(was.readinessLevel(), is.readinessLevel()),
                parts(was.scoreBreakdown(), is.scoreBreakdown()), Change.between(was.summary(), is.summary()), objects,
                RiskChanges.of(was.risks(), is.risks()),
                Change.between(was.automation().complexity(), is.automation().complexity()),
                Change.between(was.timeline().estimatedSeconds(), is.timeline().estimatedSeconds()));
    }

    private static List<PartChange> parts(List<ScorePart> before, List<ScorePart> after) {
        Map<String, ScorePart> was = byName(before);
        Map<String, ScorePart> is = byName(after);
        Map<String, ScorePart> all = new TreeMap<>(was);
        all.putAll(is);
        return all.keySet().stream()
                .map(part -> new PartChange(part, Change.between(score(was, part), score(is, part))))
                .filter(part -> part.score() != null).toList();
    }

    private static Map<String, ScorePart> byName(List<ScorePart> parts) {
        return parts.stream().collect(Collectors.toMap(ScorePart::part, Function.identity()));
    }

    private static Integer score(Map<String, ScorePart> parts, String name) {
        return parts.containsKey(name) ? parts.get(name).score() : null;
    }
}
