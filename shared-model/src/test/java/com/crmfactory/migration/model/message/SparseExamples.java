package com.crmfactory.migration.model.message;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.model.report.RelationshipReport;

/** Messages with everything left out that may be, and every kind of progress. */
final class SparseExamples {
    private static final String ORG_ID = "00Dgg0000000001EAA";

    private SparseExamples() {
    }

    static Stream<MigrationMessage> all() {
        ObjectConfiguration bare = new ObjectConfiguration("Campaign", false, "custom_objects.campaign", null, null,
                null);
        return Stream.concat(Stream.of(
                new AnalysisCommand.AnalyzeOrg(Examples.MIGRATION, Examples.ORGANIZATION, 1,
                        "https://acme.my.salesforce.com", Examples.TOKEN),
                new AnalysisEvent.AnalysisStarted(Examples.MIGRATION, 1,
                        new OrgSummary(ORG_ID, null, null, false, "59.0"), 0),
                new AnalysisEvent.ObjectAnalyzed(Examples.MIGRATION, 1, report(bare.target()), bare, List.of()),
                new AnalysisEvent.AnalysisFailed(Examples.MIGRATION, 2,
                        new Failure("internal_error", FailureType.INTERNAL, "A fault of ours.", null)),
                new ImportCommand.ImportObject(Examples.MIGRATION, Examples.ORGANIZATION, 1, "User", 1, null, 0,
                        new ImportCommand.Source(ORG_ID, "https://acme.my.salesforce.com", "67.0", Examples.TOKEN),
                        bare, List.of(new ReferenceMapping("ManagerId", "manager_id", List.of(), false, false)),
                        List.of(), Map.of(), RelationshipOptions.DEFAULT, OwnerOptions.DEFAULT, RunOptions.DEFAULT,
                        null, null, null),
                new ImportPage(Examples.MIGRATION, "User", Examples.ORGANIZATION, 1, 0, null, null, "67.0")),
                Arrays.stream(ProgressType.values()).map(SparseExamples::progress));
    }

    private static ObjectReport report(String target) {
        return new ObjectReport("Campaign", "Campaign", false, null, 0, target, Compatibility.MANUAL_REVIEW, 0,
                List.of(),
                List.of(new FieldReport("Id", "Id", "id", false, true, null, null, FieldStatus.NOT_MIGRATED, 1, null,
                        null)),
                List.of(new RelationshipReport("OwnerId", List.of("User"), false, null, false)));
    }

    private static Progress progress(ProgressType type) {
        return switch (type) {
            case OBJECT_STARTED, OBJECT_PROGRESS, OBJECT_LINKING, OBJECT_COMPLETED, OBJECT_FAILED, OBJECT_SKIPPED ->
                progress(type, "Case", "importing", 4);
            case CONNECTION_REJECTED -> progress(type, null, "rejected", null);
            case MIGRATION_ANALYZED, MIGRATION_STARTED, MIGRATION_PAUSED, MIGRATION_RESUMED, MIGRATION_VALIDATING,
                    MIGRATION_COMPLETED, MIGRATION_FAILED, MIGRATION_CANCELLED, MIGRATION_ROLLED_BACK ->
                progress(type, null, "completed_with_errors", null);
        };
    }

    private static Progress progress(ProgressType type, String object, String status, Integer wave) {
        return new Progress(Examples.MIGRATION, 7, Examples.NOON, type, object, status, wave, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                null, null, null);
    }
}
