package com.crmfactory.migration.model.message;

import java.util.List;
import java.util.Map;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.target.CustomFieldDefinition;

/**
 * What the analyzer tells the gateway, on {@code migration.analysis.events}. Per migration and analysis: started, one
 * event per object, then completed or failed. {@code analysis} is the command's; events of an older one are ignored.
 */
public sealed interface AnalysisEvent extends MigrationMessage {

    Map<String, Class<? extends AnalysisEvent>> TYPES = Map.of("analysis_started", AnalysisStarted.class,
            "object_analyzed", ObjectAnalyzed.class, "analysis_completed", AnalysisCompleted.class, "analysis_failed",
            AnalysisFailed.class);

    int analysis();

    /**
     * The org introduced itself.
     *
     * @param objectsTotal
     *            objects that will be analysed
     */
    record AnalysisStarted(String migrationId, int analysis, OrgSummary org, int objectsTotal)
            implements
                AnalysisEvent {
        public AnalysisStarted {
            Required.fields("migration_id", migrationId, "org", org);
        }

        @Override
        public String type() {
            return "analysis_started";
        }
    }

    /**
     * One object is done.
     *
     * @param suggestion
     *            how it could be migrated
     * @param customFields
     *            the custom fields that the suggestion needs, by key
     */
    record ObjectAnalyzed(String migrationId, int analysis, ObjectReport report, ObjectConfiguration suggestion,
            List<CustomFieldDefinition> customFields) implements AnalysisEvent {
        public ObjectAnalyzed {
            Required.fields("migration_id", migrationId, "report", report, "suggestion", suggestion, "custom_fields",
                    customFields);
        }

        @Override
        public String type() {
            return "object_analyzed";
        }

        @Override
        public String subject() {
            return migrationId + "/" + report.object();
        }
    }

    /** All objects are done; sent after the last of them. */
    record AnalysisCompleted(String migrationId, int analysis, OrgSummary org, ReportConclusion conclusion)
            implements
                AnalysisEvent {
        public AnalysisCompleted {
            Required.fields("migration_id", migrationId, "org", org, "conclusion", conclusion);
        }

        @Override
        public String type() {
            return "analysis_completed";
        }
    }

    /** The analysis ended without a report. */
    record AnalysisFailed(String migrationId, int analysis, Failure failure) implements AnalysisEvent {
        public AnalysisFailed {
            Required.fields("migration_id", migrationId, "failure", failure);
        }

        @Override
        public String type() {
            return "analysis_failed";
        }
    }
}
