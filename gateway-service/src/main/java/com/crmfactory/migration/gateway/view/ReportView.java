package com.crmfactory.migration.gateway.view;

import java.time.Instant;
import java.util.List;

import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.ObjectTiming;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.model.report.Owners;
import com.crmfactory.migration.model.report.ReadinessLevel;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.ReportSummary;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.ScorePart;
import com.fasterxml.jackson.annotation.JsonInclude;

/** The readiness report. */
public record ReportView(String migrationId, Instant generatedAt, OrgSummary salesforce, int readinessScore,
        ReadinessLevel readinessLevel, List<ScorePart> scoreBreakdown, ReportSummary summary,
        List<ReportedObjectView> objects, List<LeftOut> leftOut, Owners owners, Automation automation,
        List<Risk> risks, PlanView plan, TimelineView timeline) {

    /** How much of each object is told. */
    public enum Detail {
        FULL,
        /** Without the fields. */
        SUMMARY
    }

    /**
     * One object.
     *
     * @param fields
     *            null, and then not written, in a summary
     */
    public record ReportedObjectView(String object, String label, boolean custom, String keyPrefix, long recordCount,
            String target, Compatibility compatibility, int score, List<String> reasons,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<FieldReport> fields,
            List<RelationshipReport> relationships) {

        public static ReportedObjectView of(ObjectReport report, Detail detail) {
            return new ReportedObjectView(report.object(), report.label(), report.custom(), report.keyPrefix(),
                    report.recordCount(), report.target(), report.compatibility(), report.score(), report.reasons(),
                    detail == Detail.FULL ? report.fields() : null, report.relationships());
        }
    }

    public static ReportView of(Migration migration, ReportConclusion conclusion, Instant generatedAt,
            List<ObjectReport> objects, Detail detail, List<ObjectTiming> measured) {
        return new ReportView(migration.id(), generatedAt, migration.analysis().org(), conclusion.readinessScore(),
                conclusion.readinessLevel(), conclusion.scoreBreakdown(), conclusion.summary(),
                objects.stream().map(object -> ReportedObjectView.of(object, detail)).toList(),
                conclusion.leftOut(), conclusion.owners(), conclusion.automation(), conclusion.risks(),
                PlanView.of(conclusion.plan()), TimelineView.of(conclusion.timeline(), measured));
    }
}
