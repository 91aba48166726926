package com.crmfactory.migration.importer.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.message.ReferenceMapping.Parent;
import com.crmfactory.migration.model.message.SealedToken;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class RowTransformerTest {
    private static final String CASE_ID = "5005g000000001kAAA";
    private static final String ACCOUNT_ID = "0015g000000001kAAA";
    private static final String CONTACT_ID = "0035g000000001kAAA";
    private static final String USER_ID = "0055g000000001kAAA";
    private static final String QUEUE_ID = "00G5g000000001kAAA";
    private static final String TASK_ID = "00T5g000000001kEAA";

    private static final Parent ACCOUNT = new Parent("Account", "001", "accounts");
    private static final Parent CONTACT = new Parent("Contact", "003", "contacts");
    private static final Parent LEAD = new Parent("Lead", "00Q", "leads");
    private static final Parent USER = new Parent("User", "005", "users");

    @Test
    void anEscalatedCaseIsOpenWithAPriorityThatSaysWhy() {
        assertThat(value(caseRow("Escalated", "Low", USER_ID), "priority")).isEqualTo("high");
        assertThat(value(caseRow("Escalated", "Critical", USER_ID), "priority")).isEqualTo("critical");
        assertThat(value(caseRow("Escalated", null, USER_ID), "status")).isEqualTo("open");
        assertThat(value(caseRow("New", "Low", USER_ID), "priority")).isEqualTo("low");
    }

    @Test
    void aQueueAsOwnerBecomesTheCasesQueueAndAUserItsOwner() {
        LoadRow ofQueue = caseRow("New", "Low", QUEUE_ID);
        assertThat(value(ofQueue, "queue")).isEqualTo("Support tier 2");
        assertThat(ofQueue.references()).containsOnlyNulls();
        assertThat(caseRow("New", "Low", USER_ID).references()).containsExactly(USER_ID);
    }

    @Test
    void anUnmappedPicklistValueFollowsTheMappingsRule() {
        assertThat(value(caseRow("Weird", "Low", USER_ID), "status")).isEqualTo("new");
        Reject reject = transformer(cases()).transform(new String[]{CASE_ID, "New", "Unheard of", USER_ID, "1"})
                .reject();
        assertThat(reject.code()).isEqualTo("picklist_value_unmapped");
        assertThat(reject.field()).isEqualTo("Priority");
        assertThat(reject.sfId()).isEqualTo(CASE_ID);
    }

    /** It is a value of the CRM; the map is for those of Salesforce. */
    @Test
    void theDefaultOfABlankPicklistIsTakenAsItIs() {
        for (OnUnmapped rule : OnUnmapped.values()) {
            ImportObject accounts = command("Account", "accounts", List.of(new FieldMapping("Type", "type",
                    Transform.PICKLIST, Map.of("Partner", "partner", "other", "prospect"), "other", rule)), List.of());
            RowTransformer transformer = new RowTransformer(LoadPlan.of(accounts), accounts, List.of("Id", "Type"));
            for (String blank : new String[]{null, ""}) {
                LoadRow row = transformer.transform(new String[]{ACCOUNT_ID, blank}).row();
                assertThat(row).as(rule.toString()).isNotNull();
                assertThat(row.values()[LoadPlan.of(accounts).column("type")]).isEqualTo("other");
            }
        }
    }

    /** Whoever asks for a failure where nothing is mapped yet wants to be told of every value. */
    @Test
    void anEmptyValueMapThatFailsLetsNoValueThrough() {
        ImportObject accounts = command("Account", "accounts", List.of(new FieldMapping("Type", "type",
                Transform.PICKLIST, Map.of(), null, OnUnmapped.FAIL)), List.of());
        RowTransformer transformer = new RowTransformer(LoadPlan.of(accounts), accounts, List.of("Id", "Type"));
        Reject reject = transformer.transform(new String[]{ACCOUNT_ID, "Partner"}).reject();
        assertThat(reject.code()).isEqualTo("picklist_value_unmapped");
        assertThat(transformer.transform(new String[]{ACCOUNT_ID, null}).reject()).isNull();
    }

    @Test
    void aMalformedValueIsARejectThatNamesTheFieldAndNotTheValue() {
        Reject reject = transformer(cases()).transform(new String[]{CASE_ID, "New", "Low", USER_ID, "secret"}).reject();
        assertThat(reject.field()).isEqualTo("Hours__c");
        assertThat(reject.code()).isEqualTo("value_malformed");
        assertThat(reject.message() + reject.hint()).doesNotContain("secret");
    }

    @Test
    void whoIsAContactOrALeadAndWhatAnAccountThatTheActivityBelongsTo() {
        LoadPlan plan = LoadPlan.of(tasks());
        LoadRow row = new RowTransformer(plan, tasks(), List.of("Id", "WhoId", "WhatId", "AccountId"))
                .transform(new String[]{TASK_ID, "00Q5g000000001kEAA", ACCOUNT_ID, null}).row();
        assertThat(reference(plan, row, "lead_id")).isEqualTo("00Q5g000000001kEAA");
        assertThat(reference(plan, row, "contact_id")).isNull();
        assertThat(reference(plan, row, "related_to_id")).isEqualTo(ACCOUNT_ID);
        assertThat(reference(plan, row, "account_id")).isEqualTo(ACCOUNT_ID);
        assertThat(row.values()[plan.column("type")]).isEqualTo("task");
    }

    @Test
    void aReferenceToSomethingThatIsNotMigratedIsKeptAsTextAndCounted() throws JsonProcessingException {
        LoadPlan plan = LoadPlan.of(tasks());
        LoadRow row = new RowTransformer(plan, tasks(), List.of("Id", "WhoId", "WhatId", "AccountId"))
                .transform(new String[]{TASK_ID, CONTACT_ID, "7015g000000001kAAA", null}).row();
        assertThat(json(row.customFields()).get("what_id").asText()).isEqualTo("7015g000000001kAAA");
        assertThat(row.outOfScope()).isEqualTo(1L << plan.referenceFields().indexOf("WhatId"));
    }

    /** Eighteen characters, but not those of an id: it would wait for its record for ever, or be refused by PostgreSQL. */
    @Test
    void whatIsNoIdIsNoReference() {
        for (String id : new String[]{"001Ag000000001kAAA", "0015g000000001kA\u0000A", "0015g000000001k"}) {
            LoadRow row = taskRow(id, true, true);
            assertThat(row.references()).containsOnlyOnce(USER_ID);
            assertThat(Arrays.asList(row.references()).contains(ACCOUNT_ID)).isEqualTo(id.length() == 15);
            assertThat(row.outOfScope() != 0).isEqualTo(id.length() == 18);
        }
    }

    @Test
    void aTextOfNothingThatPostgresCanHoldIsBlankAndCounted() {
        LoadRow row = transformer(cases()).transform(new String[]{CASE_ID, "\u0000", "\u0000\u0000", null, "\u0000"})
                .row();
        assertThat(row.values()).doesNotContain("");
        assertThat(row.values()[LoadPlan.of(cases()).column("status")]).as("its default").isEqualTo("new");
        assertThat(row.customFields()).isNull();
        assertThat(row.repaired()).isEqualTo(3);
    }

    @Test
    void theHashChangesWithAValueAReferenceACustomFieldAndTheMapping() {
        LoadRow row = caseRow("New", "Low", USER_ID);
        assertThat(caseRow("New", "Low", USER_ID).hash()).isEqualTo(row.hash());
        assertThat(caseRow("Closed", "Low", USER_ID).hash()).isNotEqualTo(row.hash());
        assertThat(caseRow("New", "Low", "0055g000000001rAAA").hash()).isNotEqualTo(row.hash());
        assertThat(transformer(cases()).transform(new String[]{CASE_ID, "New", "Low", USER_ID, "2"}).row().hash())
                .isNotEqualTo(row.hash());
    }

    /** Which of them a run includes splits a slot; a row that is written again for that is one of the largest tables. */
    @Test
    void theHashIsTheSameWhicheverCustomObjectsARunIncludes() {
        String invoice = "a0I5g000000001kEAA";
        String campaign = "7015g000000001kAAA";
        for (String what : new String[]{invoice, campaign, ACCOUNT_ID, null}) {
            long without = taskRow(what, true, true).hash();
            assertThat(taskRow(what, true, false).hash()).as("with invoices, about " + what).isEqualTo(without);
            assertThat(taskRow(what, false, true).hash()).as("with campaigns").isEqualTo(without);
            assertThat(taskRow(what, false, false).hash()).as("with both").isEqualTo(without);
        }
        assertThat(taskRow(invoice, true, false).hash()).isNotEqualTo(taskRow(campaign, true, false).hash());
    }

    /** As it was computed when those rows were written; else every one of them would be written again. */
    @Test
    void theHashOfRowsOfEarlierImportsStaysWhatItWas() {
        assertThat(List.of(taskRow("a0I5g000000001kEAA", true, true).hash(), caseRow("New", "Low", USER_ID).hash()))
                .containsExactly(-2072978486292370097L, -4802714162699519711L);
    }

    private static LoadRow taskRow(String what, boolean campaignsLeftOut, boolean invoicesLeftOut) {
        ImportObject tasks = command("Task", "activities", List.of(
                new FieldMapping("Subject", "subject", Transform.TEXT, null, null, null),
                new FieldMapping("WhatId", "related_to_id", Transform.REFERENCE, null, null, null),
                new FieldMapping("OwnerId", "owner_id", Transform.OWNER, null, null, null)),
                List.of(new ReferenceMapping("WhatId", "related_to_id", List.of(ACCOUNT,
                        new Parent("Campaign", "701", "custom_records", campaignsLeftOut),
                        new Parent("Case", "500", "cases"),
                        new Parent("Invoice__c", "a0I", "custom_records", invoicesLeftOut)), false, false),
                        new ReferenceMapping("OwnerId", "owner_id", List.of(USER), false, false)));
        return new RowTransformer(LoadPlan.of(tasks), tasks, List.of("Id", "Subject", "WhatId", "OwnerId"))
                .transform(new String[]{TASK_ID, "Call", what, USER_ID}).row();
    }

    @Test
    void customNumbersAreJsonNumbersWithoutLoss() throws JsonProcessingException {
        LoadRow row = transformer(cases()).transform(new String[]{CASE_ID, null, null, null, "12345678901234567890.12"})
                .row();
        assertThat(row.customFields()).isEqualTo("{\"hours\":12345678901234567890.12}");
        assertThat(json(row.customFields()).get("hours").isNumber()).isTrue();
    }

    /** PostgreSQL sorts the keys of each row's jsonb, by length and then by their bytes. */
    @Test
    void customFieldsComeInTheOrderInWhichPostgresKeepsThem() {
        ImportObject accounts = command("Account", "accounts", Stream.of("zz", "c_d", "b", "aa").map(
                key -> new FieldMapping(key + "__c", "custom_fields." + key, Transform.TEXT, null, null, null))
                .toList(),
                List.of());
        LoadRow row = new RowTransformer(LoadPlan.of(accounts), accounts,
                List.of("Id", "zz__c", "c_d__c", "b__c", "aa__c"))
                .transform(new String[]{ACCOUNT_ID, "1", "2", "3", "4"}).row();
        assertThat(row.customFields()).isEqualTo("{\"b\":\"3\",\"aa\":\"4\",\"zz\":\"1\",\"c_d\":\"2\"}");
    }

    @Property(tries = 500)
    void noCellMakesItThrowAndEveryRecordIsARowOrAReject(@ForAll @Size(4) List<String> cells) {
        String[] record = new String[5];
        record[0] = CASE_ID;
        for (int i = 0; i < cells.size(); i++) {
            record[i + 1] = cells.get(i);
        }
        RowTransformer.Result result = transformer(cases()).transform(record);
        assertThat(result.row() == null).isNotEqualTo(result.reject() == null);
        if (result.row() != null) {
            assertThat(String.join("", Arrays.stream(result.row().values()).filter(v -> v != null).toList()))
                    .doesNotContain("\u0000");
        }
    }

    @Property(tries = 300)
    void whateverTheIdIsItNeverThrows(@ForAll String id) {
        RowTransformer.Result result = transformer(cases()).transform(new String[]{id, null, null, null, null});
        assertThat(result.row() == null).isNotEqualTo(result.reject() == null);
    }

    private static LoadRow caseRow(String status, String priority, String owner) {
        return transformer(cases()).transform(new String[]{CASE_ID, status, priority, owner, "1"}).row();
    }

    private static RowTransformer transformer(ImportObject command) {
        return new RowTransformer(LoadPlan.of(command), command,
                List.of("Id", "Status", "Priority", "OwnerId", "Hours__c"));
    }

    private static String value(LoadRow row, String column) {
        return row.values()[LoadPlan.of(cases()).column(column)];
    }

    private static String reference(LoadPlan plan, LoadRow row, String column) {
        for (int i = 0; i < plan.slots().size(); i++) {
            if (plan.slots().get(i).column().equals(column) && row.references()[i] != null) {
                return row.references()[i];
            }
        }
        return null;
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    private static ImportObject cases() {
        return command("Case", "cases", List.of(
                new FieldMapping("Status", "status", Transform.CASE_STATUS,
                        Map.of("New", "new", "Escalated", "open", "Closed", "closed"), "new", OnUnmapped.DEFAULT),
                new FieldMapping("Priority", "priority", Transform.PICKLIST,
                        Map.of("Low", "low", "Critical", "critical"), null, OnUnmapped.FAIL),
                new FieldMapping("OwnerId", "owner_id", Transform.OWNER, null, null, null),
                new FieldMapping("Hours__c", "custom_fields.hours", Transform.NUMBER, null, null, null)),
                List.of(new ReferenceMapping("OwnerId", "owner_id", List.of(USER), false, false)));
    }

    private static ImportObject tasks() {
        return command("Task", "activities", List.of(
                new FieldMapping("WhoId", "contact_id", Transform.REFERENCE, null, null, null),
                new FieldMapping("WhatId", "related_to_id", Transform.REFERENCE, null, null, null),
                new FieldMapping("AccountId", "account_id", Transform.REFERENCE, null, null, null)),
                List.of(new ReferenceMapping("WhoId", "contact_id", List.of(CONTACT, LEAD), false, false),
                        new ReferenceMapping("WhatId", "related_to_id", List.of(ACCOUNT, CONTACT), false, false),
                        new ReferenceMapping("AccountId", "account_id", List.of(ACCOUNT), false, false)));
    }

    private static ImportObject command(String object, String target, List<FieldMapping> fields,
            List<ReferenceMapping> references) {
        return new ImportObject("mig_01J00000000000000000000000", "00000000-0000-0000-0000-000000000001", 1, object, 1,
                null, 0, new Source("00D5g000007AbCdEAK", "http://127.0.0.1", "67.0", new SealedToken("sealed", 1)),
                new ObjectConfiguration(object, true, target, null, fields, null), references, List.of(),
                Map.of(QUEUE_ID, "Support tier 2"), RelationshipOptions.DEFAULT, OwnerOptions.DEFAULT,
                RunOptions.DEFAULT, null, null, null);
    }
}
