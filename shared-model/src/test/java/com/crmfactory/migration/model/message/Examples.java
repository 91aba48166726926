package com.crmfactory.migration.model.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.plan.DeferredReference;
import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.model.report.Owners;
import com.crmfactory.migration.model.report.PicklistValueReport;
import com.crmfactory.migration.model.report.ReadinessLevel;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.ReportSummary;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.ScorePart;
import com.crmfactory.migration.model.report.Severity;
import com.crmfactory.migration.model.report.Timeline;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.CustomFieldType;

/** One full message of each type, no component left at a value that another one could stand in for. */
final class Examples {
    static final String MIGRATION = "mig_01JD5Z8YQ2N7R4T6V9W3X1ABCD";
    static final String ORGANIZATION = "00000000-0000-0000-0000-000000000001";
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
    static final SealedToken TOKEN = new SealedToken("eyJhbGciOiJkaXIifQ..aXY.c2VhbGVk.dGFn", 3);
    static final Failure FAILURE = new Failure("salesforce_limit", FailureType.LIMIT, "The daily calls are used up.",
            "Wait until midnight.");

    private static final OrgSummary ORG = new OrgSummary("00D5g000000001kEAA", "Acme", "Enterprise Edition", true,
            "67.0");
    private static final CustomFieldDefinition RATING = new CustomFieldDefinition("rating", "Rating",
            CustomFieldType.PICKLIST, List.of("Hot", "Cold"), true, "How warm it is", "Rating__c");
    private static final ObjectConfiguration ACCOUNT = new ObjectConfiguration("Account", true, "accounts",
            new RecordFilter(NOON, NOON.plusSeconds(1), "Type = 'Customer'"),
            List.of(new FieldMapping("Rating__c", "custom_fields.rating", Transform.PICKLIST, Map.of("Hot", "hot"),
                    "cold", OnUnmapped.DEFAULT)),
            new Deduplication(List.of(List.of("domain"), List.of("name", "billing_city")),
                    Deduplication.Action.MERGE_FILL_BLANKS));

    private Examples() {
    }

    static Stream<MigrationMessage> all() {
        return Stream.of(analyzeOrg(), new AnalysisEvent.AnalysisStarted(MIGRATION, 2, ORG, 12), objectAnalyzed(),
                new AnalysisEvent.AnalysisCompleted(MIGRATION, 2, ORG, conclusion()),
                new AnalysisEvent.AnalysisFailed(MIGRATION, 2, FAILURE), importObject(),
                new ImportCommand.ValidateImport(MIGRATION, ORGANIZATION, 4, 5),
                new ImportCommand.ControlRun(MIGRATION, ORGANIZATION, 8, ImportCommand.ControlRun.Action.PAUSE),
                connectionRenewed(), page(), new ImportEvent.ValidationCompleted(MIGRATION, 4, 5, true),
                new ImportEvent.ApiLimitReached(MIGRATION, 7, FAILURE), objectProgress(), migrationProgress());
    }

    static AnalysisCommand.AnalyzeOrg analyzeOrg() {
        return new AnalysisCommand.AnalyzeOrg(MIGRATION, ORGANIZATION, 2, "https://acme.my.salesforce.com", TOKEN,
                Map.of("Contact", 2_150.5));
    }

    static AnalysisEvent.ObjectAnalyzed objectAnalyzed() {
        FieldReport field = new FieldReport("Rating__c", "Rating", "picklist", true, false, "custom_fields.rating",
                "picklist", FieldStatus.CUSTOM_FIELD, 0.75, "No column of this name",
                List.of(new PicklistValueReport("Hot", 7L, "hot"), new PicklistValueReport("Old", null, null)));
        RelationshipReport parent = new RelationshipReport("ParentId", List.of("Account"), false, "parent_id", true);
        return new AnalysisEvent.ObjectAnalyzed(MIGRATION, 2, new ObjectReport("Account", "Account", false, "001",
                1_234, "accounts", Compatibility.MANUAL_REVIEW, 88, List.of("One field needs a decision"),
                List.of(field), List.of(parent)), ACCOUNT, List.of(RATING));
    }

    static ImportCommand.ImportObject importObject() {
        return new ImportCommand.ImportObject(MIGRATION, ORGANIZATION, 4, "Account", 2, "001", 1_234,
                new ImportCommand.Source("00D5g000000001kEAA", "https://acme.my.salesforce.com", "67.0", TOKEN),
                ACCOUNT,
                List.of(new ReferenceMapping("ParentId", "parent_id",
                        List.of(new ReferenceMapping.Parent("Account", "001", "accounts", true)), false, true)),
                List.of(RATING), Map.of("00G5g000000001kEAA", "Support"),
                new RelationshipOptions(RelationshipOptions.OnMissingParent.SKIP_RECORD, false),
                new OwnerOptions("email", Map.of("0055g000000001kAAA", ORGANIZATION), ORGANIZATION),
                new RunOptions(70, 9, true, false, false, true, true), 6, 41L, "Customer");
    }

    static ImportCommand.ConnectionRenewed connectionRenewed() {
        return new ImportCommand.ConnectionRenewed(MIGRATION, ORGANIZATION, "https://acme.my.salesforce.com", TOKEN);
    }

    static ImportPage page() {
        return new ImportPage(MIGRATION, "Account", "0193a1f0-0000-7000-8000-000000000001", 2, 7,
                "7505g000000001kAAA", "MTAwMDA", "67.0");
    }

    static Progress objectProgress() {
        return new Progress(MIGRATION, 42, NOON, ProgressType.OBJECT_FAILED, "Account", "failed", 2, 1_000, 63, 1, 2,
                4, 8, 16, 32, 12.5, 17L, 3L, FAILURE);
    }

    static Progress migrationProgress() {
        return new Progress(MIGRATION, 9, NOON, ProgressType.MIGRATION_STARTED, null, "running", null, 1_000, 63, 1, 2,
                4, 8, 16, 32, 12.5, null, null, null);
    }

    private static ReportConclusion conclusion() {
        Automation.Count some = new Automation.Count(3, 2L, Map.of("Account", 3L));
        Automation.Count untold = new Automation.Count(4, null, null);
        return new ReportConclusion(77, ReadinessLevel.NEEDS_REVIEW,
                List.of(new ScorePart("mapping", 0.4, 80, 8.0, List.of("Two fields need a decision"))),
                new ReportSummary(900, 12, 10, 2, 5_000_000_000L, 400, 300, 60, 5, Map.of("auto", 9, "partial", 3)),
                List.of(new LeftOut("Campaign", "No table")), new Owners(50, 7, 2, 4),
                new Automation("medium", 20, untold, some, some, some, some, untold, some, List.of("Apex classes"),
                        List.of(new Automation.Item("flow", "Account", "Score", true, "Rebuild it"))),
                List.of(new Risk("long_text", Severity.HIGH, "Account", null, 6, "Too long", "Shorten it")),
                new MigrationPlan(List.of(List.of("User"), List.of("Account", "Product2")),
                        List.of(new DeferredReference("Account", "ParentId")),
                        Map.of("User", List.of(), "Account", List.of("User")), List.of("A__c", "B__c")),
                new Timeline(3_600, List.of(new Timeline.ObjectEstimate("Account", 60, 9L, 1_500.0, false)), 500,
                        14_500L, List.of("No one else calls"), 60L, 58L),
                Map.of("00G5g000000001kEAA", "Support"));
    }
}
