package com.crmfactory.migration.gateway.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.crmfactory.migration.gateway.migration.AnalyzedObject;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.plan.DeferredReference;
import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.Automation.Count;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.model.report.Owners;
import com.crmfactory.migration.model.report.ReadinessLevel;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.ReportSummary;
import com.crmfactory.migration.model.report.Timeline;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.CustomFieldType;

/** What an analysis of a small org delivers. */
public final class Org {
    public static final AnalyzedObject USER = object("User", "005", "users", 3, List.of("Name:name"), List.of());
    public static final AnalyzedObject ACCOUNT = object("Account", "001", "accounts", 10,
            List.of("Name:name", "Tier__c:custom_fields.tier"),
            List.of(reference("ParentId", "parent_id", false, "Account"),
                    reference("OwnerId", "owner_id", false, "User")));
    public static final AnalyzedObject CONTACT = object("Contact", "003", "contacts", 50, List.of("Email:email"),
            List.of(reference("AccountId", "account_id", false, "Account"),
                    reference("OwnerId", "owner_id", false, "User")));
    public static final AnalyzedObject OPPORTUNITY = object("Opportunity", "006", "opportunities", 5,
            List.of("Name:name"), List.of(reference("AccountId", "account_id", false, "Account")));
    public static final AnalyzedObject LINE_ITEM = object("OpportunityLineItem", "00k", "opportunity_products", 7,
            List.of("Description:description"),
            List.of(reference("OpportunityId", "opportunity_id", true, "Opportunity")));

    public static final AnalyzedObject LEAD = object("Lead", "00Q", "leads", 4, List.of("Company:company"), List.of());
    public static final AnalyzedObject TASK = object("Task", "00T", "activities", 9, List.of("Subject:subject"),
            List.of(reference("WhoId", "contact_id", false, "Contact", "Lead"),
                    reference("WhatId", "related_to_id", false, "Account", "Opportunity", "Campaign")));

    /** Left out unless somebody chooses them; an invoice is a detail of its account. */
    public static final AnalyzedObject INVOICE = leftOut(object("Invoice__c", "a00", "custom_objects.invoice", 8,
            List.of("Name:name"), List.of(reference("Account__c", "custom_fields.account", true, "Account"),
                    reference("Corrects__c", "custom_fields.corrects", false, "Invoice__c"),
                    reference("RecordTypeId", "custom_fields.record_type_id", false, "RecordType"))));
    public static final AnalyzedObject PAYMENT = leftOut(object("Payment__c", "a01", "custom_objects.payment", 6,
            List.of("Name:name"), List.of(reference("Invoice__c", "custom_fields.invoice", true, "Invoice__c"),
                    reference("Contact__c", "custom_fields.contact", false, "Contact"))));
    public static final AnalyzedObject CAMPAIGN = leftOut(
            object("Campaign", "701", "custom_objects.campaign", 2, List.of("Name:name"), List.of()));

    /** Read along with the products, whose table takes its prices. */
    public static final AnalyzedObject PRICE = leftOut(
            object("PricebookEntry", "01u", "products", 12, List.of("UnitPrice:unit_price"), List.of()));

    private static AnalyzedObject leftOut(AnalyzedObject analyzed) {
        ObjectConfiguration included = analyzed.suggestion();
        return new AnalyzedObject(analyzed.report(), new ObjectConfiguration(included.object(), false,
                included.target(), null, included.fields(), null), analyzed.customFields());
    }

    private Org() {
    }

    public static OrgSummary summary(String id) {
        return new OrgSummary(id, "Acme", "Enterprise Edition", true, "67.0");
    }

    public static ReportConclusion conclusion(int objects) {
        Count none = new Count(0, 0L, Map.of());
        return new ReportConclusion(87, ReadinessLevel.READY, List.of(),
                new ReportSummary(12, objects, objects, 0, 75, 10, 10, 1, 0, Map.of("auto", objects)), List.of(),
                new Owners(3, 0, 1, 0),
                new Automation("low", 0, none, none, none, none, none, new Count(4, null, null), none, List.of()),
                List.of(),
                new MigrationPlan(List.of(List.of("User"), List.of("Account")),
                        List.of(new DeferredReference("Account", "ParentId")), Map.of(), List.of()),
                new Timeline(10, List.of(), 20, null, List.of("a guess")), Map.of("00G000000000001AAA", "Support"));
    }

    private static RelationshipReport reference(String field, String column, boolean required,
            String... parents) {
        return new RelationshipReport(field, List.of(parents), parents.length > 1, column, required);
    }

    private static AnalyzedObject object(String name, String prefix, String target, long records, List<String> texts,
            List<RelationshipReport> references) {
        List<FieldMapping> mappings = Stream.concat(
                texts.stream().map(text -> new FieldMapping(text.split(":")[0], text.split(":")[1], Transform.TEXT,
                        null, null, null)),
                references.stream().map(reference -> new FieldMapping(reference.field(), reference.target(),
                        "OwnerId".equals(reference.field()) ? Transform.OWNER : Transform.REFERENCE, null, null,
                        null)))
                .toList();
        List<FieldReport> fields = mappings.stream().map(mapping -> new FieldReport(mapping.field(), mapping.field(),
                "string", mapping.isCustom(), false, mapping.target(), mapping.transform().wire(), FieldStatus.AUTO,
                1.0, "by name", null)).toList();
        List<CustomFieldDefinition> custom = mappings.stream().filter(FieldMapping::isCustom)
                .map(mapping -> new CustomFieldDefinition(mapping.customKey(), mapping.field(), CustomFieldType.TEXT,
                        null, false, null, mapping.field()))
                .toList();
        return new AnalyzedObject(
                new ObjectReport(name, name, false, prefix, records, target, Compatibility.AUTO, 100, List.of(),
                        fields, references),
                new ObjectConfiguration(name, true, target, null, mappings, null), custom);
    }
}
