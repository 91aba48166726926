package com.crmfactory.migration.analyzer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.analyzer.Describes;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.TargetTable;
import com.crmfactory.migration.salesforce.ObjectDescribe;

class ObjectMappingTest {

    @Test
    void standardFieldsGoToTheirColumns() {
        ObjectMapping account = suggest(Describes.of("Account", "Name string", "NumberOfEmployees int nillable",
                "AnnualRevenue currency nillable", "Website url nillable", "ParentId reference ->Account nillable",
                "OwnerId reference ->User", "CreatedDate datetime", "LastModifiedDate datetime",
                "Industry picklist nillable =Energy|Media"));

        assertThat(targets(account)).isEqualTo(Map.of("Name", "name", "NumberOfEmployees", "employees",
                "AnnualRevenue", "revenue", "Website", "website", "ParentId", "parent_id", "OwnerId", "owner_id",
                "CreatedDate", "created_at", "LastModifiedDate", "updated_at", "Industry", "industry"));
        assertThat(transforms(account)).containsEntry("NumberOfEmployees", Transform.NUMBER)
                .containsEntry("ParentId", Transform.REFERENCE).containsEntry("OwnerId", Transform.OWNER)
                .containsEntry("CreatedDate", Transform.TIMESTAMP).containsEntry("Industry", Transform.PICKLIST);
        assertThat(account.fields()).allMatch(field -> field.status() == FieldStatus.AUTO)
                .allMatch(field -> field.confidence() == 1.0);
    }

    @Test
    void theIdIsKeptAsSfIdWithoutBeingMapped() {
        ObjectMapping contact = suggest(Describes.of("Contact", "Id id", "LastName string"));

        assertThat(report(contact, "Id").target()).isEqualTo("sf_id");
        assertThat(contact.suggestion().fields()).extracting(FieldMapping::field).containsExactly("LastName");
    }

    @Test
    void salesforcesBookkeepingStaysBehindHarmlessly() {
        ObjectMapping contact = suggest(Describes.of("Contact", "IsDeleted boolean",
                "MasterRecordId reference ->Contact nillable", "SystemModstamp datetime",
                "LastViewedDate datetime nillable", "PhotoUrl url nillable", "MailingAddress address nillable",
                "MailingLatitude double nillable of:MailingAddress", "MailingCity string nillable of:MailingAddress",
                "Name string of:Name", "FirstName string nillable of:Name", "LastName string of:Name"));

        assertThat(targets(contact)).isEqualTo(
                Map.of("MailingCity", "mailing_city", "FirstName", "first_name", "LastName", "last_name"));
        assertThat(contact.harmless()).contains("IsDeleted", "MasterRecordId", "SystemModstamp", "LastViewedDate",
                "PhotoUrl", "MailingAddress", "MailingLatitude", "Name");
    }

    @Test
    void theNamesOfUsersAndAccountsAreMappedThoughTheyAreCompound() {
        assertThat(targets(suggest(Describes.of("User", "Name string of:Name", "LastName string of:Name"))))
                .containsEntry("Name", "name").containsEntry("LastName", "custom_fields.last_name");
        assertThat(targets(suggest(Describes.of("Account", "Name string of:Name", "LastName string of:Name"))))
                .containsEntry("Name", "name");
    }

    @Test
    void formulasAndFileContentStayBehind() {
        ObjectMapping contact = suggest(Describes.of("Contact", "Age__c double calculated", "Body__c base64"));

        assertThat(contact.suggestion().fields()).isEmpty();
        assertThat(contact.harmless()).isEmpty();
        assertThat(contact.fields()).allMatch(field -> field.status() == FieldStatus.NOT_MIGRATED)
                .allMatch(field -> field.reason() != null);
    }

    @Test
    void typesWithoutAHomeAreKeptInAnotherFormAndSaySo() {
        ObjectMapping contact = suggest(Describes.of("Contact", "A__c multipicklist nillable =x|y length:4099",
                "B__c datetime nillable", "C__c percent nillable", "D__c reference nillable ->Account",
                "E__c string nillable auto", "F__c textarea nillable html", "G__c time nillable",
                "H__c encryptedstring nillable", "I__c phone nillable", "J__Latitude__s double nillable"));

        assertThat(contact.fields()).allMatch(field -> field.status() == FieldStatus.PARTIAL)
                .allMatch(field -> field.reason() != null);
        assertThat(transforms(contact)).containsEntry("A__c", Transform.MULTI_PICKLIST)
                .containsEntry("B__c", Transform.TEXT).containsEntry("C__c", Transform.NUMBER)
                .containsEntry("D__c", Transform.REFERENCE).containsEntry("J__Latitude__s", Transform.NUMBER);
    }

    @Test
    void customFieldsGetADefinitionOfTheRightType() {
        ObjectMapping contact = suggest(Describes.of("Contact", "Vip__c boolean", "Rank__c picklist nillable =A|B",
                "Budget__c currency nillable", "Since__c date nillable", "Site__c url nillable",
                "Mail__c email nillable", "Bio__c textarea nillable length:32000",
                "Nick__c string nillable length:80"));

        assertThat(contact.customFields()).extracting(CustomFieldDefinition::fieldKey, CustomFieldDefinition::dataType)
                .extracting(Object::toString).containsExactly("(\"vip\", CHECKBOX)", "(\"rank\", PICKLIST)",
                        "(\"budget\", CURRENCY)", "(\"since\", DATE)", "(\"site\", URL)", "(\"mail\", EMAIL)",
                        "(\"bio\", LONG_TEXT)", "(\"nick\", TEXT)");
        assertThat(contact.customFields().get(1).picklistOptions()).containsExactly("A", "B");
        assertThat(contact.fields()).allMatch(field -> field.status() == FieldStatus.CUSTOM_FIELD);
    }

    @Test
    void caseStatusesAreTranslatedAndUnknownOnesWaitForADecision() {
        ObjectDescribe describe = Describes.of("Case",
                "Status picklist =New|Working|On_Hold|Escalated|Closed_-_Duplicate|Awaiting_Legal");
        ObjectMapping mapping = ObjectMapping.suggest(describe, new ObjectProfile(10, Map.of(),
                Map.of("Status", Map.of("New", 7L, "Awaiting Legal", 2L, "closed", 1L))), List.of());

        FieldMapping status = mapping.suggestion().fields().get(0);
        assertThat(status.transform()).isEqualTo(Transform.CASE_STATUS);
        assertThat(status.values()).containsEntry("New", "new").containsEntry("Working", "open")
                .containsEntry("On Hold", "pending").containsEntry("Escalated", "open")
                .containsEntry("Closed - Duplicate", "closed").containsEntry("closed", "closed")
                .doesNotContainKey("Awaiting Legal");
        assertThat(status.onUnmapped()).isEqualTo(OnUnmapped.DEFAULT);
        assertThat(mapping.unknownValues()).isEqualTo(Map.of("Status", List.of("Awaiting Legal")));
        assertThat(report(mapping, "Status").status()).isEqualTo(FieldStatus.MANUAL_REVIEW);
        assertThat(report(mapping, "Status").values()).anySatisfy(value -> {
            assertThat(value.value()).isEqualTo("New");
            assertThat(value.count()).isEqualTo(7);
            assertThat(value.target()).isEqualTo("new");
        });
    }

    @Test
    void anUnknownValueThatNoRecordHoldsNeedsNoDecision() {
        ObjectMapping mapping = ObjectMapping.suggest(Describes.of("Case", "Status picklist =New|Awaiting_Legal"),
                new ObjectProfile(3, Map.of(), Map.of("Status", Map.of("New", 3L))), List.of());

        assertThat(mapping.unknownValues()).isEmpty();
        assertThat(report(mapping, "Status").status()).isEqualTo(FieldStatus.AUTO);
    }

    @Test
    void activitiesKeepWhoAndWhatAsLinks() {
        ObjectMapping task = suggest(Describes.of("Task", "WhoId reference nillable ->Contact,Lead",
                "WhatId reference nillable ->Account,Case,Campaign", "AccountId reference nillable ->Account",
                "TaskSubtype picklist nillable =Task|Call|Email|LinkedIn", "ActivityDate date nillable"));

        assertThat(targets(task)).isEqualTo(Map.of("WhoId", "contact_id", "WhatId", "related_to_id", "AccountId",
                "account_id", "TaskSubtype", "type", "ActivityDate", "due_at"));
        assertThat(task.relationships()).extracting(RelationshipReport::polymorphic)
                .containsExactly(true, true, false);
        assertThat(transforms(task)).containsEntry("ActivityDate", Transform.TIMESTAMP);
    }

    @Test
    void childrenRequireTheirParents() {
        assertThat(suggest(Describes.of("OpportunityLineItem", "OpportunityId reference ->Opportunity",
                "Product2Id reference nillable ->Product2")).relationships())
                .extracting(RelationshipReport::required).containsExactly(true, false);
        assertThat(suggest(Describes.of("CaseComment", "ParentId reference ->Case")).relationships().get(0).required())
                .isTrue();
        assertThat(suggest(Describes.of("EmailMessage", "ParentId reference nillable ->Case")).relationships().get(0)
                .required()).isFalse();
    }

    @Test
    void theAuthorOfACommentIsALink() {
        ObjectMapping comment = suggest(Describes.of("CaseComment", "CreatedById reference ->User"));

        assertThat(targets(comment)).containsEntry("CreatedById", "author_id");
        assertThat(comment.relationships().get(0).target()).isEqualTo("author_id");
    }

    @Test
    void otherObjectsAreProposedAsCustomObjectsAndNotIncluded() {
        ObjectMapping invoice = suggest(Describes.of("npsp__Invoice__c", "Id id", "Name string auto name",
                "Account__c reference nillable ->Account", "OwnerId reference ->User", "Total__c currency nillable"));

        assertThat(invoice.suggestion().include()).isFalse();
        assertThat(invoice.suggestion().target()).isEqualTo("custom_objects.npsp_invoice");
        assertThat(targets(invoice)).containsEntry("Name", "name").containsEntry("OwnerId", "owner_id")
                .containsEntry("Total__c", "custom_fields.total");
    }

    @Test
    void aDetailNeedsItsMasterAndALookUpIsLinkedWhereItsParentIs() {
        ObjectMapping allocation = suggest(Describes.of("npsp__Allocation__c", "Id id",
                "Fund__c reference cascadeDelete ->Fund__c", "Gift__c reference nillable cascadeDelete ->Opportunity",
                "Payment__c reference nillable ->Payment__c", "CreatedById reference ->User"));

        assertThat(transforms(allocation)).containsEntry("Fund__c", Transform.REFERENCE)
                .containsEntry("Payment__c", Transform.REFERENCE).containsEntry("CreatedById", Transform.TEXT);
        assertThat(allocation.relationships()).extracting(RelationshipReport::field, RelationshipReport::target,
                RelationshipReport::required).containsExactly(tuple("Fund__c", "custom_fields.fund", true),
                        tuple("Gift__c", "custom_fields.gift", false),
                        tuple("Payment__c", "custom_fields.payment", false), tuple("CreatedById", null, false));
        assertThat(suggest(Describes.of("Contact", "Fund__c reference cascadeDelete ->Fund__c")).relationships())
                .as("the CRM takes a contact without it").noneMatch(RelationshipReport::required);
    }

    @Test
    void noTwoObjectsAreProposedAsTheSameCustomObject() {
        Map<String, TargetTable> targets = Targets.of(List.of("FooBar__c", "Campaign__c", "Foo_Bar__c", "Account",
                "Campaign"));

        assertThat(targets.get("Account").name()).isEqualTo("accounts");
        assertThat(targets.get("Campaign").name()).isEqualTo("custom_objects.campaign");
        assertThat(targets.get("Campaign__c").name()).isEqualTo("custom_objects.campaign_c");
        assertThat(targets.values()).extracting(TargetTable::name).doesNotHaveDuplicates();
    }

    @Test
    void whatAPersonAccountShowsOfItsContactIsKeptWithTheAccount() {
        ObjectMapping account = suggest(Describes.of("Account", "IsPersonAccount boolean",
                "PersonEmail email nillable", "LastName string nillable of:Name", "Level__pc picklist nillable =A|B"));

        assertThat(targets(account)).containsEntry("PersonEmail", "custom_fields.person_email")
                .containsEntry("Level__pc", "custom_fields.level_pc");
        assertThat(report(account, "PersonEmail").status()).isEqualTo(FieldStatus.PARTIAL);
        assertThat(report(account, "Level__pc").status()).isEqualTo(FieldStatus.PARTIAL);
    }

    @Test
    void tellsWhichFieldsAreHiddenFromTheUser() {
        ObjectMapping item = suggest(Describes.of("OpportunityLineItem", "Quantity double"));

        assertThat(item.hidden()).contains("OpportunityId", "UnitPrice").doesNotContain("Quantity");
        assertThat(item.missingParents()).containsExactly("OpportunityId");
    }

    private static ObjectMapping suggest(ObjectDescribe describe) {
        return ObjectMapping.suggest(describe, ObjectProfile.of(1), List.of());
    }

    private static FieldReport report(ObjectMapping mapping, String field) {
        return mapping.fields().stream().filter(report -> report.field().equals(field)).findFirst().orElseThrow();
    }

    private static Map<String, String> targets(ObjectMapping mapping) {
        return mapping.suggestion().fields().stream()
                .collect(Collectors.toMap(FieldMapping::field, FieldMapping::target));
    }

    private static Map<String, Transform> transforms(ObjectMapping mapping) {
        return mapping.suggestion().fields().stream()
                .collect(Collectors.toMap(FieldMapping::field, FieldMapping::transform));
    }
}
