package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.crmfactory.migration.analyzer.Describes;
import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.analyzer.org.ObjectReader.Reading;
import com.crmfactory.migration.analyzer.org.Scope.Planned;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.analyzer.readiness.AutomationInventory;
import com.crmfactory.migration.analyzer.readiness.Conclusions;
import com.crmfactory.migration.analyzer.readiness.FieldCounts;
import com.crmfactory.migration.analyzer.risk.DataFindings;
import com.crmfactory.migration.analyzer.risk.Measure;
import com.crmfactory.migration.analyzer.risk.OrgFacts;
import com.crmfactory.migration.analyzer.risk.OrgFacts.Budget;
import com.crmfactory.migration.analyzer.risk.Ownership;
import com.crmfactory.migration.analyzer.risk.RiskCode;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.model.report.Owners;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.target.TargetCatalogue;

/** For each finding of the catalogue an org that has it, and one that has none at all. */
class EveryRiskTest {
    private static final long RECORDS = 10;
    private static final Automation NOTHING_RUNS = AutomationInventory.of(List.of(), 0, List.of());
    private static final Budget AMPLE = new Budget(100_000L, 10_000L, 1_000_000L, 60, 60, Map.of());
    private static final String USERS = "Email email nillable;Name string;IsActive boolean";

    @Test
    void anOrgWithoutFindingsHasNone() {
        assertThat(risks(facts(), users())).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyFindingIsMadeWhereItBelongs() {
        return Arrays.stream(RiskCode.values()).map(code -> DynamicTest.dynamicTest(code.wire(),
                () -> assertThat(found(code)).filteredOn(risk -> risk.code().equals(code.wire())).isNotEmpty()
                        .allSatisfy(risk -> {
                            assertThat(risk.severity()).isEqualTo(code.severity());
                            assertThat(risk.message()).matches("\\S.*\\.").doesNotContain("null");
                            assertThat(risk.recommendedAction()).endsWith(".");
                            assertThat(risk.count()).isGreaterThanOrEqualTo(code == RiskCode.NOTHING_TO_MIGRATE
                                    || code == RiskCode.EMPTY_OBJECT ? 0 : 1);
                        })));
    }

    private static List<Risk> found(RiskCode code) {
        return switch (code) {
            case NOTHING_TO_MIGRATE -> risks(facts());
            case REQUIRED_FIELD_HIDDEN -> fields("CaseComment", "CommentBody textarea");
            case OBJECT_UNREADABLE -> risks(facts(), ObjectAnalysis.unreadable(
                    new Planned("Case", "Case", false, "500", null, 5L), new Failure("sf_refused", FailureType.ACCESS,
                            "Salesforce refuses it.", "Give the user access."),
                    TargetCatalogue.table("cases").orElseThrow())
                    .kept());
            case COUNT_UNCERTAIN -> data(new DataFindings(Map.of(), Map.of(), Map.of(), false, true, List.of()));
            case NOT_PROFILED -> data(new DataFindings(Map.of(), Map.of(), Map.of(), true, false, List.of()));
            case QUESTIONS_UNANSWERED ->
                data(new DataFindings(Map.of(), Map.of(), Map.of(), true, true, List.of("shared domains")));
            case SESSION_MAY_END -> risks(facts(), many(20_000_000));
            case LARGE_VOLUME -> risks(facts(), many(5_000_000));
            case API_VERSION_OLD -> risks(facts(new OrgSummary("00D5g000009GenAEAS", "Any", "Any", false, "52.0")),
                    users());
            case SANDBOX -> risks(facts(new OrgSummary("00D5g000009GenAEAS", "Any", "Any", true, "67.0")), users());
            case OBJECT_HIDDEN -> risks(seen(List.of("Lead"), List.of(), Map.of(), false), users());
            case COUNTS_UNAVAILABLE -> risks(seen(List.of(), List.of(), Map.of(), true), users());
            case FILES_NOT_MIGRATED ->
                risks(seen(List.of(), List.of(), Map.of("ContentDocument", 7L, "Attachment", 1L), false), users());
            case NOTES_NOT_MIGRATED -> risks(seen(List.of(), List.of(), Map.of("Note", 1L), false), users());
            case HISTORY_NOT_MIGRATED ->
                risks(seen(List.of(), List.of(new LeftOut("CaseHistory", "accompanies")), Map.of(), false), users());
            case FIELDS_HIDDEN -> fields("User", "Name string", "IsActive boolean");
            case AUTOMATION_UNREADABLE -> risks(running(AutomationInventory.of(List.of(), 0,
                    List.of("flows: not shown to this user"))), users());
            case AUTOMATION_TO_REBUILD -> risks(running(triggers(1)), users());
            case COMPLEX_AUTOMATION -> risks(running(triggers(20)), users());
            case API_BUDGET_EXCEEDED -> risks(left(new Budget(0L, null, null, 1, 1, Map.of())), users());
            case API_BUDGET_TIGHT -> risks(left(new Budget(1L, null, null, 1, 1, Map.of())), users());
            case BULK_JOBS_TIGHT -> risks(left(new Budget(null, 1L, null, 1, 1, Map.of())), users());
            case BULK_VOLUME_TIGHT -> risks(left(new Budget(null, null, 4L, 1, 1, Map.of())), many(5_000));
            case NOT_IN_BULK -> fields("TaskStatus", "MasterLabel string name");
            case OBJECT_WITHOUT_TABLE -> fields("Invoice__c", "Name string name");
            case OTHER_PRICES_LEFT -> risks(facts(), of("PricebookEntry", ObjectProfile.of(RECORDS),
                    measured(Measure.OTHER_PRICES, 3), "UnitPrice currency"));
            case EMPTY_OBJECT -> risks(facts(), of("User", ObjectProfile.of(0), DataFindings.NONE, USERS.split(";")));
            case PERSON_ACCOUNTS -> risks(facts(), of("Account", ObjectProfile.of(RECORDS),
                    measured(Measure.PERSONS, 1), "IsPersonAccount boolean"));
            case MULTI_CURRENCY -> risks(new OrgFacts(org(), 17, List.of(), List.of(), Map.of(), true, false,
                    new Owners(1, 0, 0, 0), NOBODY, Map.of(), NOTHING_RUNS, AMPLE), users());
            case INACTIVE_OWNERS -> risks(owned(new Ownership(1, 4, 0, 0), Map.of()), users());
            case OWNERS_UNKNOWN -> risks(owned(new Ownership(0, 0, 0, 2), Map.of()), users());
            case QUEUE_OWNERS -> risks(owned(new Ownership(0, 0, 9, 0), Map.of("00G000000000001AAA", "Hotline")),
                    users());
            case CASE_STATUS_UNKNOWN -> values("Case", "Status picklist =New|Odd", "Status");
            case CASE_PRIORITY_UNKNOWN -> values("Case", "Priority picklist =High|Odd", "Priority");
            case PICKLIST_VALUES_UNKNOWN -> values("Task", "Priority picklist =High|Odd", "Priority");
            case PICKLIST_VALUE_WITH_COMMA -> fields("User", "Tier__c picklist nillable =Gold,_large|Silver");
            case PICKLIST_TOO_LONG -> fields("User", "Zone__c picklist nillable =" + String.join("|",
                    IntStream.range(0, 201).mapToObj(i -> "Z" + i).toList()));
            case DUPLICATE_EMAILS -> data(measured(Measure.SHARED_EMAILS, 2));
            case DUPLICATE_DOMAINS -> data(measured(Measure.SHARED_DOMAINS, 1));
            case DUPLICATE_NAMES -> data(measured(Measure.SAME_NAME_AND_PLACE, 2));
            case ARCHIVED_ACTIVITIES -> data(measured(Measure.ARCHIVED, 1));
            case STALE_RECORDS -> data(measured(Measure.STALE, 4));
            case LONG_TEXTS -> data(measured(Measure.LONGEST_TEXT, 31_000));
            case REQUIRED_PARENT_MISSING -> risks(facts(), of("CaseComment", ObjectProfile.of(RECORDS),
                    orphans("ParentId"), "ParentId reference ->Case"));
            case ORPHANED_REFERENCES -> risks(facts(), of("Contact", ObjectProfile.of(RECORDS),
                    orphans("AccountId"), "AccountId reference nillable ->Account"));
            case MISSING_VALUES -> risks(facts(), of("Contact",
                    new ObjectProfile(RECORDS, Map.of("Email", 9L), Map.of()), DataFindings.NONE,
                    "Email email nillable"));
            case EMAILS_WITHOUT_CASE -> risks(facts(), of("EmailMessage",
                    new ObjectProfile(RECORDS, Map.of("ParentId", 9L), Map.of()), DataFindings.NONE,
                    "ParentId reference nillable ->Case"));
            case FORMULA_FIELDS -> fields("User", "Age__c double nillable calculated");
            case PARTIAL_FIELDS -> fields("User", "Fax phone nillable");
            case RICH_TEXT_FIELDS -> fields("User", "Page__c textarea nillable html");
            case GEOLOCATION_FIELDS -> fields("User", "Site__Latitude__s double nillable");
            case COMPOUND_FIELDS -> fields("User", "Address address nillable");
            case FILE_FIELDS -> fields("User", "Scan__c base64 nillable");
            case ENCRYPTED_FIELDS -> fields("User", "Secret__c encryptedstring nillable");
            case RECORD_TYPES -> risks(facts(), withRecordTypes());
            case REFERENCES_OUT_OF_SCOPE -> risks(facts(), of("Task", ObjectProfile.of(RECORDS), DataFindings.NONE,
                    "WhatId reference nillable ->Account,Campaign"),
                    of("Campaign", ObjectProfile.of(RECORDS), DataFindings.NONE, "Name string name"));
            case REFERENCE_CYCLE -> risks(facts(), requiring("Case", "Contact"), requiring("Contact", "Case"));
        };
    }

    private static final Ownership NOBODY = new Ownership(0, 0, 0, 0);

    private static List<Risk> risks(OrgFacts facts, AnalyzedObject... objects) {
        return Conclusions.draw(facts, List.of(objects)).risks();
    }

    private static List<Risk> fields(String object, String... fields) {
        return risks(facts(), of(object, ObjectProfile.of(RECORDS), DataFindings.NONE, fields));
    }

    private static List<Risk> data(DataFindings data) {
        return risks(facts(), of("User", ObjectProfile.of(RECORDS), data, USERS.split(";")));
    }

    /** Two records hold a value whose counterpart nobody knows. */
    private static List<Risk> values(String object, String line, String field) {
        return risks(facts(), of(object, new ObjectProfile(RECORDS, Map.of(), Map.of(field, Map.of("Odd", 2L))),
                DataFindings.NONE, line));
    }

    private static AnalyzedObject users() {
        return of("User", ObjectProfile.of(RECORDS), DataFindings.NONE, USERS.split(";"));
    }

    private static AnalyzedObject many(long records) {
        return of("User", ObjectProfile.of(records), DataFindings.NONE, USERS.split(";"));
    }

    private static AnalyzedObject of(String object, ObjectProfile profile, DataFindings data, String... fields) {
        return ObjectAnalysis.of(new Reading(Describes.of(object, fields), null, profile, data), List.of()).kept();
    }

    private static AnalyzedObject withRecordTypes() {
        return ObjectAnalysis.of(new Reading(Describes.withRecordTypes("User", 2, "RecordTypeId reference nillable"),
                null, ObjectProfile.of(RECORDS), DataFindings.NONE), List.of()).kept();
    }

    private static AnalyzedObject requiring(String object, String parent) {
        return new AnalyzedObject(object, false, RECORDS, true, Compatibility.AUTO, 100, FieldCounts.NONE,
                List.of(new RelationshipReport(parent + "Id", List.of(parent), false, "parent_id", true)), List.of(),
                List.of(), DataFindings.NONE, false);
    }

    private static DataFindings measured(Measure measure, long number) {
        return new DataFindings(Map.of(measure, number), Map.of(), Map.of(), true, true, List.of());
    }

    private static DataFindings orphans(String field) {
        return new DataFindings(Map.of(), Map.of(field, 3L), Map.of(), true, true, List.of());
    }

    private static Automation triggers(int number) {
        return AutomationInventory.of(IntStream.range(0, number).mapToObj(i -> AutomationInventory
                .item(AutomationInventory.APEX_TRIGGER, "Case", "T" + i, true)).toList(), 0, List.of());
    }

    private static OrgSummary org() {
        return new OrgSummary("00D5g000009GenAEAS", "Any", "Enterprise Edition", false, "67.0");
    }

    private static OrgFacts facts() {
        return facts(org());
    }

    private static OrgFacts facts(OrgSummary org) {
        return new OrgFacts(org, 17, List.of(), List.of(), Map.of(), false, false, new Owners(1, 0, 0, 0), NOBODY,
                Map.of(), NOTHING_RUNS, AMPLE);
    }

    private static OrgFacts seen(List<String> hidden, List<LeftOut> leftOut, Map<String, Long> files,
            boolean countsRefused) {
        return new OrgFacts(org(), 17, hidden, leftOut, files, false, countsRefused, new Owners(1, 0, 0, 0), NOBODY,
                Map.of(), NOTHING_RUNS, AMPLE);
    }

    private static OrgFacts owned(Ownership ownership, Map<String, String> queues) {
        return new OrgFacts(org(), 17, List.of(), List.of(), Map.of(), false, false, new Owners(1, 0, 0, 0), ownership,
                queues, NOTHING_RUNS, AMPLE);
    }

    private static OrgFacts running(Automation automation) {
        return new OrgFacts(org(), 17, List.of(), List.of(), Map.of(), false, false, new Owners(1, 0, 0, 0), NOBODY,
                Map.of(), automation, AMPLE);
    }

    private static OrgFacts left(Budget budget) {
        return new OrgFacts(org(), 17, List.of(), List.of(), Map.of(), false, false, new Owners(1, 0, 0, 0), NOBODY,
                Map.of(), NOTHING_RUNS, budget);
    }
}
