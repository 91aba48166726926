package com.crmfactory.migration.analyzer.readiness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.crmfactory.migration.analyzer.risk.OrgFacts;
import com.crmfactory.migration.analyzer.risk.OrgRisks;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.ReportSummary;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.Timeline;

/** Draws the report's conclusion once every object is analysed. */
public final class Conclusions {
    private Conclusions() {
    }

    /** The same org gives the same conclusion. */
    public static ReportConclusion draw(OrgFacts facts, List<AnalyzedObject> objects) {
        MigrationPlan plan = ImportOrder.of(objects);
        Timeline timeline = ImportCost.timeline(objects, plan, facts.callsRemaining());
        List<Risk> risks = risks(facts, objects, plan, timeline);
        ReadinessScore readiness = ReadinessScore.of(objects, facts.automation().score(), risks);
        return new ReportConclusion(readiness.score(), readiness.level(), readiness.parts(),
                summary(facts.objectsShown(), objects), facts.leftOut(), facts.owners(), facts.automation(), risks,
                plan, timeline, facts.queues());
    }

    private static List<Risk> risks(OrgFacts facts, List<AnalyzedObject> objects, MigrationPlan plan,
            Timeline timeline) {
        List<Risk> risks = new ArrayList<>(OrgRisks.of(facts, reports(objects, true), reports(objects, false), plan,
                timeline));
        objects.forEach(object -> risks.addAll(object.risks()));
        risks.sort(Comparator.comparing(Risk::severity).reversed().thenComparing(Risk::code)
                .thenComparing(risk -> risk.object() == null ? "" : risk.object())
                .thenComparing(risk -> risk.field() == null ? "" : risk.field()));
        return risks;
    }

    private static List<ObjectReport> reports(List<AnalyzedObject> objects, boolean included) {
        return objects.stream().filter(object -> object.included() == included).map(AnalyzedObject::report).toList();
    }

    private static ReportSummary summary(int objectsShown, List<AnalyzedObject> objects) {
        List<ObjectReport> reports = objects.stream().map(AnalyzedObject::report).toList();
        Map<String, Integer> compatibilities = new TreeMap<>();
        for (Compatibility compatibility : Compatibility.values()) {
            compatibilities.put(compatibility.wire(),
                    (int) reports.stream().filter(report -> report.compatibility() == compatibility).count());
        }
        return new ReportSummary(objectsShown, (int) reports.stream().filter(r -> r.recordCount() > 0).count(),
                (int) reports.stream().filter(report -> !report.custom()).count(),
                (int) reports.stream().filter(ObjectReport::custom).count(),
                reports.stream().mapToLong(ObjectReport::recordCount).sum(), (int) fields(reports).count(),
                (int) fields(reports).filter(field -> field.target() != null).count(),
                (int) fields(reports).filter(field -> field.target() != null)
                        .filter(field -> field.target().startsWith(FieldMapping.CUSTOM_PREFIX)).count(),
                (int) fields(reports).filter(field -> field.status() == FieldStatus.MANUAL_REVIEW).count(),
                compatibilities);
    }

    private static Stream<FieldReport> fields(List<ObjectReport> reports) {
        return reports.stream().flatMap(report -> report.fields().stream());
    }
}
