package com.crmfactory.migration.analyzer.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.analyzer.Describes;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.salesforce.ObjectDescribe;

class SimilarFieldsTest {

    @Test
    void aCustomFieldThatMeansTheSameFillsTheColumn() {
        FieldReport field = field(Describes.of("Opportunity", "Id id", "Loss_Reason__c picklist nillable =Price"),
                "Loss_Reason__c");

        assertThat(field.target()).isEqualTo("lost_reason");
        assertThat(field.status()).isEqualTo(FieldStatus.AUTO);
        assertThat(field.confidence()).isEqualTo(0.9);
        assertThat(field.reason()).contains("lost_reason");
    }

    @Test
    void theTypeHasToFit() {
        assertThat(field(Describes.of("Lead", "Score__c string nillable"), "Score__c").target())
                .isEqualTo("custom_fields.score_c");
        assertThat(field(Describes.of("Case", "Opportunity__c reference nillable ->Quote__c"), "Opportunity__c")
                .target()).isEqualTo("custom_fields.opportunity");
    }

    @Test
    void aLookupToTheRightObjectBecomesALink() {
        ObjectMapping mapping = suggest(Describes.of("Case", "Opportunity__c reference nillable ->Opportunity"));

        assertThat(mapping.relationships()).singleElement()
                .satisfies(link -> assertThat(link.target()).isEqualTo("opportunity_id"));
    }

    @Test
    void theFieldThatFitsBestGetsTheColumnAndTheOthersAreKept() {
        ObjectDescribe lead = Describes.of("Lead", "Score__c double nillable", "Lead_Score_Total__c double nillable");

        assertThat(field(lead, "Score__c").target()).isEqualTo("score");
        assertThat(field(lead, "Lead_Score_Total__c").target()).isEqualTo("custom_fields.lead_score_total");
    }

    @Test
    void aWordInCommonIsNotEnough() {
        assertThat(field(Describes.of("Opportunity", "Reason_for_Discount__c string nillable"),
                "Reason_for_Discount__c").target()).isEqualTo("custom_fields.reason_for_discount");
    }

    private static FieldReport field(ObjectDescribe describe, String name) {
        return suggest(describe).fields().stream().filter(field -> field.field().equals(name)).findFirst()
                .orElseThrow();
    }

    private static ObjectMapping suggest(ObjectDescribe describe) {
        return ObjectMapping.suggest(describe, ObjectProfile.of(1), List.of());
    }
}
