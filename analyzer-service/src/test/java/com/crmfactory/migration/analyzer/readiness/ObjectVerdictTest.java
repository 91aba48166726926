package com.crmfactory.migration.analyzer.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.analyzer.Describes;
import com.crmfactory.migration.analyzer.mapping.ObjectMapping;
import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.salesforce.ObjectDescribe;

class ObjectVerdictTest {
    private static final ObjectDescribe CONTACT = Describes.of("Contact", "Id id", "LastName string",
            "IsDeleted boolean", "Fax phone nillable", "Age__c double calculated");

    @Test
    void bookkeepingDoesNotSpoilAuto() {
        ObjectVerdict verdict = verdict(Describes.of("Contact", "Id id", "LastName string", "IsDeleted boolean"),
                ObjectProfile.of(5));

        assertThat(verdict.compatibility()).isEqualTo(Compatibility.AUTO);
        assertThat(verdict.score()).isEqualTo(100);
        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    void aFieldInAnotherFormMakesItPartialIfRecordsUseIt() {
        assertThat(verdict(CONTACT, ObjectProfile.of(5)).compatibility()).isEqualTo(Compatibility.PARTIAL);
        assertThat(verdict(CONTACT, ObjectProfile.of(5)).reasons()).containsExactly(
                "1 field kept in another form: Fax", "1 field left behind: Age__c");
        assertThat(verdict(CONTACT, new ObjectProfile(5, Map.of("Fax", 0L, "Age__c", 0L), Map.of())).compatibility())
                .isEqualTo(Compatibility.AUTO);
    }

    @Test
    void anObjectWithoutATableNeedsADecision() {
        ObjectVerdict verdict = verdict(Describes.of("Invoice__c", "Name string name"), ObjectProfile.of(5));

        assertThat(verdict.compatibility()).isEqualTo(Compatibility.MANUAL_REVIEW);
        assertThat(verdict.score()).isEqualTo(50);
    }

    @Test
    void anObjectWhoseRequiredParentIsHiddenNeedsADecision() {
        ObjectVerdict verdict = verdict(Describes.of("OpportunityLineItem", "Quantity double"), ObjectProfile.of(5));

        assertThat(verdict.compatibility()).isEqualTo(Compatibility.MANUAL_REVIEW);
        assertThat(verdict.reasons()).anyMatch(reason -> reason.contains("OpportunityId"));
    }

    @Test
    void countsWhatIsKept() {
        ObjectVerdict verdict = verdict(CONTACT, ObjectProfile.of(5));

        assertThat(verdict.fieldsCounted()).isEqualTo(4);
        assertThat(verdict.fieldsKept()).isEqualTo(3);
    }

    private static ObjectVerdict verdict(ObjectDescribe describe, ObjectProfile profile) {
        return ObjectVerdict.on(describe.name(), ObjectMapping.suggest(describe, profile, List.of()), profile);
    }
}
