package com.crmfactory.migration.analyzer.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.salesforce.GlobalDescribe;
import com.crmfactory.migration.salesforce.SObject;

class InventoryTest {

    @Test
    void listsTheCrmsObjectsInTheirOrderOfPresentation() {
        Inventory inventory = inventory(object("Case"), object("Account"), object("User"));

        assertThat(inventory.defaults()).extracting(SObject::name).containsExactly("User", "Account", "Case");
        assertThat(inventory.hidden()).contains("Contact", "Task").doesNotContain("Account");
    }

    @Test
    void customObjectsAndBusinessObjectsAreCandidates() {
        Inventory inventory = inventory(object("Zeta__c"), object("Campaign"), object("OpportunityContactRole"));

        assertThat(inventory.candidates()).extracting(SObject::name).containsExactly("Campaign",
                "OpportunityContactRole", "Zeta__c");
    }

    @Test
    void everythingElseIsLeftOutWithAReason() {
        Inventory inventory = inventory(companion("AccountShare", "Account", "Share"), object("Kind__mdt"),
                object("Ping__e"), setting("Billing__c"), object("Report"), object("ContentVersion"),
                object("CaseHistory"));

        assertThat(inventory.candidates()).isEmpty();
        assertThat(inventory.leftOut()).hasSize(7).extracting(LeftOut::reason).allMatch(reason -> !reason.isBlank());
    }

    @Test
    void filesAreCountedThoughLeftOut() {
        Inventory inventory = inventory(object("ContentDocument"), object("Attachment"), object("ContentVersion"));

        assertThat(inventory.files()).extracting(SObject::name).containsExactly("ContentDocument", "Attachment");
        assertThat(inventory.leftOut()).hasSize(3);
    }

    @Test
    void everyObjectIsInExactlyOnePlace() {
        Inventory inventory = inventory(object("Account"), object("Zeta__c"), object("Report"), setting("S__c"));

        assertThat(inventory.defaults().size() + inventory.candidates().size() + inventory.leftOut().size())
                .isEqualTo(4);
    }

    private static Inventory inventory(SObject... objects) {
        return Inventory.of(new GlobalDescribe(List.of(objects), 200, null));
    }

    private static SObject object(String name) {
        return new SObject(name, name, name, "a00", name.contains("__"), false, true, true, true, true, true, true,
                true, false, false, false, null, null);
    }

    private static SObject setting(String name) {
        return new SObject(name, name, name, "a00", true, true, true, true, true, true, true, true, true, false, false,
                false, null, null);
    }

    private static SObject companion(String name, String parent, String type) {
        return new SObject(name, name, name, null, false, false, true, true, true, true, true, true, true, false, false,
                false, type, parent);
    }
}
