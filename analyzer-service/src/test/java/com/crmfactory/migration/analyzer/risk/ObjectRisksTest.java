package com.crmfactory.migration.analyzer.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.analyzer.Describes;
import com.crmfactory.migration.analyzer.mapping.ObjectMapping;
import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.salesforce.ObjectDescribe;

class ObjectRisksTest {

    @Test
    void countsTheRecordsBehindAnUnknownStatus() {
        List<Risk> risks = risks(Describes.of("Case", "Status picklist =New|Odd"),
                new ObjectProfile(9, Map.of(), Map.of("Status", Map.of("New", 4L, "Odd", 5L))));

        assertThat(risk(risks, RiskCode.CASE_STATUS_UNKNOWN).count()).isEqualTo(5);
        assertThat(risk(risks, RiskCode.CASE_STATUS_UNKNOWN).message()).contains("Odd");
    }

    @Test
    void namesFormulasAndOtherFormsAndHiddenFields() {
        List<Risk> risks = risks(Describes.of("Contact", "LastName string", "Fax phone nillable",
                "Age__c double calculated", "Secret__c encryptedstring nillable", "Scan__c base64 nillable"),
                ObjectProfile.of(3));

        assertThat(risks).extracting(Risk::code).contains("formula_fields", "partial_fields", "encrypted_fields",
                "file_fields", "fields_hidden");
    }

    @Test
    void saysNothingOfFieldsThatNoRecordUses() {
        List<Risk> risks = risks(Describes.of("Contact", "LastName string", "Fax phone nillable"),
                new ObjectProfile(3, Map.of("Fax", 0L), Map.of()));

        assertThat(risks).extracting(Risk::code).doesNotContain("partial_fields");
    }

    @Test
    void emailsWithoutACaseAreCounted() {
        List<Risk> risks = risks(Describes.of("EmailMessage", "ParentId reference nillable ->Case"),
                new ObjectProfile(10, Map.of("ParentId", 7L), Map.of()));

        assertThat(risk(risks, RiskCode.EMAILS_WITHOUT_CASE).count()).isEqualTo(3);
    }

    @Test
    void anObjectWithoutATableIsOneRiskOnly() {
        assertThat(risks(Describes.of("Invoice__c", "Fax__c phone nillable"), ObjectProfile.of(4)))
                .extracting(Risk::code).containsExactly("object_without_table");
    }

    @Test
    void personAccountsAreNoticedByTheirColumn() {
        assertThat(risks(Describes.of("Account", "Name string", "IsPersonAccount boolean"), ObjectProfile.of(4)))
                .extracting(Risk::code).contains("person_accounts");
    }

    @Test
    void onlyRealPersonsCount() {
        DataFindings none = new DataFindings(Map.of(Measure.PERSONS, 0L), Map.of(), Map.of(), true, true, List.of());

        assertThat(risks(Describes.of("Account", "IsPersonAccount boolean"), ObjectProfile.of(4), none))
                .extracting(Risk::code).doesNotContain("person_accounts");
    }

    @Test
    void orphansOfARequiredParentAreWorseThanOthers() {
        DataFindings data = new DataFindings(Map.of(), Map.of("OpportunityId", 3L, "Product2Id", 2L), Map.of(), true,
                true, List.of());
        List<Risk> risks = risks(Describes.of("OpportunityLineItem", "OpportunityId reference ->Opportunity",
                "Product2Id reference nillable ->Product2"), ObjectProfile.of(9), data);

        assertThat(risk(risks, RiskCode.REQUIRED_PARENT_MISSING)).extracting(Risk::field, Risk::count)
                .containsExactly("OpportunityId", 3L);
        assertThat(risk(risks, RiskCode.ORPHANED_REFERENCES)).extracting(Risk::field, Risk::count)
                .containsExactly("Product2Id", 2L);
    }

    @Test
    void namesWhatTheRecordsThemselvesShow() {
        DataFindings data = new DataFindings(
                Map.of(Measure.SHARED_DOMAINS, 2L, Measure.SAME_NAME_AND_PLACE, 1L, Measure.STALE, 4L,
                        Measure.LONGEST_TEXT, 31_000L),
                Map.of(), Map.of(), false, false, List.of("shared e-mail addresses"));
        List<Risk> risks = risks(Describes.of("Account", "Name string", "Website url nillable"),
                new ObjectProfile(9, Map.of("Website", 5L), Map.of()), data);

        assertThat(risks).extracting(Risk::code).contains("duplicate_domains", "duplicate_names", "stale_records",
                "long_texts", "count_uncertain", "not_profiled", "questions_unanswered", "missing_values");
        assertThat(risk(risks, RiskCode.MISSING_VALUES).count()).isEqualTo(4);
        assertThat(risk(risks, RiskCode.QUESTIONS_UNANSWERED).message()).contains("shared e-mail addresses");
    }

    private static Risk risk(List<Risk> risks, RiskCode code) {
        return risks.stream().filter(risk -> risk.code().equals(code.wire())).findFirst().orElseThrow();
    }

    private static List<Risk> risks(ObjectDescribe describe, ObjectProfile profile) {
        return risks(describe, profile, DataFindings.NONE);
    }

    private static List<Risk> risks(ObjectDescribe describe, ObjectProfile profile, DataFindings data) {
        return ObjectRisks.of(describe, ObjectMapping.suggest(describe, profile, List.of()), profile, data);
    }
}
