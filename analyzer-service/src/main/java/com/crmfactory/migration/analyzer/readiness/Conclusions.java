package com.crmfactory.migration.analyzer.readiness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

import com.crmfactory.migration.analyzer.risk.OrgFacts;
import com.crmfactory.migration.analyzer.risk.OrgRisks;
import com.crmfactory.migration.analyzer.risk.OrgRisks.Summary;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.ReportSummary;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.Timeline;
import com.crmfactory.migration.model.target.ReferenceColumn;

/** Draws the report's conclusion once every object is analysed. */
public final class Conclusions {
    private Conclusions() {
    }

    /** The same org gives the same conclusion. */
    public static ReportConclusion draw(OrgFacts facts, List<AnalyzedObject> objects) {
        MigrationPlan plan = ImportOrder.of(objects);
        Timeline timeline = ImportCost.timeline(objects, plan, facts.budget());
        List<Risk> risks = risks(facts, objects, plan, timeline);
        ReadinessScore readiness = ReadinessScore.of(objects, facts.automation().score(), risks);
        return new ReportConclusion(readiness.score(), readiness.level(), readiness.parts(),
                summary(facts.objectsShown(), objects), facts.leftOut(), facts.owners(), facts.automation(), risks,
                plan, timeline, facts.queues());
    }

    private static List<Risk> risks(OrgFacts facts, List<AnalyzedObject> objects, MigrationPlan plan,
            Timeline timeline) {
        List<Risk> risks = new ArrayList<>(OrgRisks.of(facts, summaries(objects, true), summaries(objects, false), plan,
                timeline));
        objects.forEach(object -> risks.addAll(object.risks()));
        risks.sort(Comparator.comparing(Risk::severity).reversed().thenComparing(Risk::code)
                .thenComparing(risk -> risk.object() == null ? "" : risk.object())
                .thenComparing(risk -> risk.field() == null ? "" : risk.field()));
        return risks;
    }

    private static List<Summary> summaries(List<AnalyzedObject> objects, boolean included) {
        return objects.stream().filter(object -> object.included() == included)
                .map(object -> new Summary(object.name(), object.recordCount(), object.links().stream()
                        .filter(link -> !ReferenceColumn.isLookUp(link.target())).toList()))
                .toList();
    }

    private static ReportSummary summary(int objectsShown, List<AnalyzedObject> objects) {
        Map<String, Integer> compatibilities = new TreeMap<>();
        for (Compatibility compatibility : Compatibility.values()) {
            compatibilities.put(compatibility.wire(),
                    (int) objects.stream().filter(object -> object.compatibility() == compatibility).count());
        }
        int custom = (int) objects.stream().filter(AnalyzedObject::custom).count();
        return new ReportSummary(objectsShown, (int) objects.stream().filter(o -> o.recordCount() > 0).count(),
                objects.size() - custom, custom, objects.stream().mapToLong(AnalyzedObject::recordCount).sum(),
                fields(objects, FieldCounts::total), fields(objects, FieldCounts::mapped),
                fields(objects, FieldCounts::custom), fields(objects, FieldCounts::review), compatibilities);
    }

    private static int fields(List<AnalyzedObject> objects, ToIntFunction<FieldCounts> count) {
        return objects.stream().map(AnalyzedObject::fields).mapToInt(count).sum();
    }
}
