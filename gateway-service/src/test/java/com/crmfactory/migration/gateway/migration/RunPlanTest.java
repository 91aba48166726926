package com.crmfactory.migration.gateway.migration;

import static com.crmfactory.migration.gateway.testing.Org.ACCOUNT;
import static com.crmfactory.migration.gateway.testing.Org.CONTACT;
import static com.crmfactory.migration.gateway.testing.Org.LINE_ITEM;
import static com.crmfactory.migration.gateway.testing.Org.OPPORTUNITY;
import static com.crmfactory.migration.gateway.testing.Org.USER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.plan.DeferredReference;

class RunPlanTest {
    private static final List<AnalyzedObject> ALL = List.of(LINE_ITEM, OPPORTUNITY, CONTACT, ACCOUNT, USER);

    @Test
    void putsParentsBeforeChildrenAndSelfReferencesAfterwards() {
        RunPlan plan = new RunPlan(SuggestedConfiguration.of(ALL), ALL);
        assertThat(plan.plan().waves()).containsExactly(List.of("User"), List.of("Account"),
                List.of("Contact", "Opportunity"), List.of("OpportunityLineItem"));
        assertThat(plan.plan().deferredReferences()).containsExactly(new DeferredReference("Account", "ParentId"));
    }

    @Test
    void tellsEachObjectWhatItWaitsForAndWhatItCannotDoWithout() {
        List<ObjectRun> objects = new RunPlan(SuggestedConfiguration.of(ALL), ALL).objects();
        assertThat(objects).extracting(ObjectRun::object).containsExactly("User", "Account", "Contact", "Opportunity",
                "OpportunityLineItem");
        assertThat(objects.get(2).dependsOn()).containsExactly("Account", "User");
        assertThat(objects.get(2).requires()).isEmpty();
        assertThat(objects.get(4).requires()).containsExactly("Opportunity");
        assertThat(objects.get(4).wave()).isEqualTo(4);
        assertThat(objects.get(2).recordsTotal()).isEqualTo(50);
    }

    @Test
    void compilesReferencesWithTheirParentsAmongTheIncludedObjects() {
        Assignment account = assignment(SuggestedConfiguration.of(ALL), "Account");
        assertThat(account.references()).containsExactly(
                new ReferenceMapping("ParentId", "parent_id",
                        List.of(new ReferenceMapping.Parent("Account", "001", "accounts")), false, true),
                new ReferenceMapping("OwnerId", "owner_id",
                        List.of(new ReferenceMapping.Parent("User", "005", "users")), false, false));
        assertThat(account.customFields()).extracting("fieldKey").containsExactly("tier");
        assertThat(account.queues()).containsEntry("00G", "Support");
    }

    @Test
    void aReferenceToAnObjectThatIsLeftOutDoesNotBindButLinksToWhatAnEarlierPhaseBrought() {
        MigrationConfiguration withoutUsers = new MigrationConfiguration(
                SuggestedConfiguration.of(ALL).objects().stream().map(object -> object.object().equals("User")
                        ? new ObjectConfiguration("User", false, "users", null, object.fields(), null)
                        : object).toList(),
                null, null, null);
        RunPlan plan = new RunPlan(withoutUsers, ALL);
        assertThat(plan.plan().waves().get(0)).containsExactly("Account");
        assertThat(assignment(withoutUsers, "Contact").references().get(1).parents())
                .extracting(ReferenceMapping.Parent::target).containsExactly("users");
        assertThat(plan.objects()).allSatisfy(object -> assertThat(object.dependsOn()).doesNotContain("User"));
    }

    @Test
    void anActivitysPersonMayBeAContactOrALeadAndItsSubjectWhateverIsIncluded() {
        List<AnalyzedObject> org = List.of(Org.TASK, Org.LEAD, CONTACT, ACCOUNT, OPPORTUNITY, USER);
        RunPlan plan = new RunPlan(SuggestedConfiguration.of(org), org);
        Assignment task = plan.assignments(Map.of()).stream().filter(one -> one.object().equals("Task")).findFirst()
                .orElseThrow();
        assertThat(task.references()).extracting(ReferenceMapping::field).containsExactly("WhoId", "WhatId");
        assertThat(task.references().get(0).parents()).extracting(ReferenceMapping.Parent::target)
                .containsExactly("contacts", "leads");
        assertThat(task.references().get(1).parents()).extracting(ReferenceMapping.Parent::target)
                .containsExactly("accounts", "opportunities");
        assertThat(plan.plan().dependsOn().get("Task")).containsExactly("Account", "Contact", "Lead", "Opportunity");
    }

    @Test
    void aCustomObjectComesAfterItsMasterAndBeforeItsDetails() {
        List<AnalyzedObject> org = List.of(Org.PAYMENT, Org.INVOICE, CONTACT, ACCOUNT, USER);
        RunPlan plan = new RunPlan(including(org), org);
        assertThat(plan.plan().waves()).containsExactly(List.of("User"), List.of("Account"),
                List.of("Contact", "Invoice__c"), List.of("Payment__c"));
        assertThat(plan.plan().deferredReferences()).contains(new DeferredReference("Invoice__c", "Corrects__c"));
        assertThat(plan.objects()).filteredOn(object -> object.object().equals("Payment__c")).first()
                .satisfies(payment -> {
                    assertThat(payment.requires()).containsExactly("Invoice__c");
                    assertThat(payment.target()).isEqualTo("custom_objects.payment");
                });
        Assignment invoice = assignment(plan, "Invoice__c");
        assertThat(invoice.label()).isEqualTo("Invoice__c");
        assertThat(invoice.references()).as("a look-up to what cannot be migrated is only a text").containsExactly(
                new ReferenceMapping("Account__c", "custom_fields.account",
                        List.of(new ReferenceMapping.Parent("Account", "001", "accounts")), true, false),
                new ReferenceMapping("Corrects__c", "custom_fields.corrects",
                        List.of(new ReferenceMapping.Parent("Invoice__c", "a00", "custom_records")), false, true));
        assertThat(assignment(plan, "Account").label()).isNull();
    }

    @Test
    void aReferenceWaitsForCustomObjectsThatAreLeftOut() {
        List<AnalyzedObject> org = List.of(Org.TASK, Org.CAMPAIGN, ACCOUNT, USER);
        Assignment task = assignment(new RunPlan(SuggestedConfiguration.of(org), org), "Task");
        assertThat(task.references()).filteredOn(reference -> reference.field().equals("WhatId")).first()
                .satisfies(what -> assertThat(what.parents()).containsExactly(
                        new ReferenceMapping.Parent("Account", "001", "accounts"),
                        new ReferenceMapping.Parent("Campaign", "701", "custom_records", true)));
        task = assignment(new RunPlan(including(org), org), "Task");
        assertThat(task.references().get(1).parents()).noneMatch(ReferenceMapping.Parent::isLeftOut);
    }

    private static MigrationConfiguration including(List<AnalyzedObject> org) {
        return new MigrationConfiguration(org.stream().map(AnalyzedObject::suggestion)
                .map(object -> new ObjectConfiguration(object.object(), true, object.target(), null, object.fields(),
                        null))
                .toList(), null, null, null);
    }

    private static Assignment assignment(RunPlan plan, String object) {
        return plan.assignments(Map.of()).stream().filter(assignment -> assignment.object().equals(object)).findFirst()
                .orElseThrow();
    }

    @Test
    void theSuggestionListsTheObjectsInTheirOrderOfPresentation() {
        assertThat(SuggestedConfiguration.of(ALL).objects()).extracting(ObjectConfiguration::object)
                .containsExactly("User", "Account", "Contact", "Opportunity", "OpportunityLineItem");
    }

    private static Assignment assignment(MigrationConfiguration configuration, String object) {
        return new RunPlan(configuration, ALL).assignments(Map.of("00G", "Support")).stream()
                .filter(assignment -> assignment.object().equals(object)).findFirst().orElseThrow();
    }
}
