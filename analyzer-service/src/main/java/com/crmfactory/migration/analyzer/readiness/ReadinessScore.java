package com.crmfactory.migration.analyzer.readiness;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import com.crmfactory.migration.analyzer.risk.RiskArea;
import com.crmfactory.migration.analyzer.risk.RiskCode;
import com.crmfactory.migration.model.report.ReadinessLevel;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.ScorePart;
import com.crmfactory.migration.model.report.Severity;

/**
 * The overall score: 100 minus what each part costs, each part costing its weight times what it lacks. Documented in
 * {@code docs/risks.md}. Fixing a finding never lowers it.
 *
 * @param score
 *            0–100
 */
public record ReadinessScore(int score, ReadinessLevel level, List<ScorePart> parts) {
    private static final int READY_FROM = 80;

    /**
     * @param automationScore
     *            the weighted count of {@link AutomationScore}
     */
    public static ReadinessScore of(List<AnalyzedObject> objects, int automationScore, Collection<Risk> risks) {
        List<ScorePart> parts = List.of(
                part("compatibility", 0.35, compatibility(objects), codes(risks, Set.of(RiskArea.MAPPING))),
                part("mapping_coverage", 0.25, coverage(objects), List.of()),
                part("data_quality", 0.15, afterRisks(risks, Set.of(RiskArea.DATA)),
                        codes(risks, Set.of(RiskArea.DATA))),
                part("automation", 0.10, 100 - Math.min(100, automationScore),
                        codes(risks, Set.of(RiskArea.AUTOMATION))),
                part("risks", 0.15, afterRisks(risks, Set.of(RiskArea.ACCESS, RiskArea.SCOPE)),
                        codes(risks, Set.of(RiskArea.ACCESS, RiskArea.SCOPE))));
        double lost = parts.stream().mapToDouble(ScorePart::lost).sum();
        int score = (int) Math.round(Math.max(0, 100 - lost));
        return new ReadinessScore(score, level(score, risks), parts);
    }

    private static ScorePart part(String name, double weight, double score, List<String> findings) {
        int rounded = (int) Math.round(score);
        return new ScorePart(name, weight, rounded, Math.round(weight * (100 - rounded) * 10) / 10.0, findings);
    }

    /** The objects' scores, each weighing as much as it has records. */
    private static double compatibility(List<AnalyzedObject> objects) {
        return mean(objects, AnalyzedObject::score);
    }

    /** The share of the fields with data that is migrated, likewise; nothing of an object that could not be read. */
    private static double coverage(List<AnalyzedObject> objects) {
        return mean(objects, object -> {
            FieldCounts fields = object.fields();
            int unread = fields.total() == 0 ? 0 : 100;
            return fields.counted() == 0 ? unread : 100.0 * fields.kept() / fields.counted();
        });
    }

    /** An object whose number of records nobody knows weighs as much as all others together: the worst is assumed. */
    private static double mean(List<AnalyzedObject> objects, ToDoubleFunction<AnalyzedObject> value) {
        double known = objects.stream().mapToDouble(AnalyzedObject::recordCount).sum();
        ToDoubleFunction<AnalyzedObject> weight = object -> object.records() == null
                ? Math.max(1, known)
                : object.records();
        double total = objects.stream().mapToDouble(weight).sum();
        return total == 0
                ? 100
                : objects.stream().mapToDouble(o -> weight.applyAsDouble(o) * value.applyAsDouble(o)).sum() / total;
    }

    /** Each code costs once, however many objects it is found in. */
    private static double afterRisks(Collection<Risk> risks, Set<RiskArea> areas) {
        int cost = within(risks, areas).stream().collect(Collectors.toMap(Risk::code, risk -> cost(risk.severity()),
                Math::max)).values().stream().mapToInt(Integer::intValue).sum();
        return 100 - Math.min(100, cost);
    }

    private static int cost(Severity severity) {
        return switch (severity) {
            case INFO -> 0;
            case LOW -> 4;
            case MEDIUM -> 10;
            case HIGH -> 30;
            case BLOCKER -> 100;
        };
    }

    private static List<String> codes(Collection<Risk> risks, Set<RiskArea> areas) {
        return within(risks, areas).stream().map(Risk::code).distinct().sorted()
                .toList();
    }

    private static List<Risk> within(Collection<Risk> risks, Set<RiskArea> areas) {
        return risks.stream().filter(risk -> RiskCode.of(risk.code()).map(RiskCode::area).filter(areas::contains)
                .isPresent()).toList();
    }

    private static ReadinessLevel level(int score, Collection<Risk> risks) {
        if (risks.stream().anyMatch(risk -> risk.severity() == Severity.BLOCKER)) {
            return ReadinessLevel.BLOCKED;
        }
        boolean clean = risks.stream().allMatch(risk -> risk.severity().compareTo(Severity.MEDIUM) < 0);
        return score >= READY_FROM && clean ? ReadinessLevel.READY : ReadinessLevel.NEEDS_REVIEW;
    }
}
