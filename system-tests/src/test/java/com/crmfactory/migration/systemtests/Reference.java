package com.crmfactory.migration.systemtests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reference field and the columns that keep it.
 *
 * @param column
 *            SQL over the snapshot, where references are Salesforce ids
 * @param parents
 *            the objects in scope that it may point to
 */
record Reference(String object, String field, String table, String column, List<String> parents) {

    /** The default objects with their tables. */
    static final Map<String, String> TABLES = tables();

    static final List<Reference> ALL = List.of(
            of("Account", "ParentId", "parent_id", "Account"),
            owner("Account"),
            of("Contact", "AccountId", "account_id", "Account"),
            of("Contact", "ReportsToId", "reports_to_id", "Contact"),
            owner("Contact"),
            of("Opportunity", "AccountId", "account_id", "Account"),
            of("Opportunity", "ContactId", "contact_id", "Contact"),
            owner("Opportunity"),
            of("OpportunityLineItem", "OpportunityId", "opportunity_id", "Opportunity"),
            of("OpportunityLineItem", "Product2Id", "product_id", "Product2"),
            of("Lead", "ConvertedAccountId", "converted_account_id", "Account"),
            of("Lead", "ConvertedContactId", "converted_contact_id", "Contact"),
            of("Lead", "ConvertedOpportunityId", "converted_opportunity_id", "Opportunity"),
            owner("Lead"),
            of("Case", "AccountId", "account_id", "Account"),
            of("Case", "ContactId", "contact_id", "Contact"),
            of("Case", "ParentId", "parent_id", "Case"),
            owner("Case"),
            of("CaseComment", "ParentId", "case_id", "Case"),
            of("CaseComment", "CreatedById", "author_id", "User"),
            of("EmailMessage", "ParentId", "case_id", "Case"),
            of("EmailMessage", "CreatedById", "author_id", "User"),
            of("Task", "AccountId", "account_id", "Account"),
            who("Task"),
            what("Task"),
            owner("Task"),
            of("Event", "AccountId", "account_id", "Account"),
            who("Event"),
            what("Event"),
            owner("Event"));

    private static Reference of(String object, String field, String column, String... parents) {
        return new Reference(object, field, TABLES.get(object), column, List.of(parents));
    }

    private static Reference owner(String object) {
        return of(object, "OwnerId", "owner_id", "User");
    }

    private static Reference who(String object) {
        return of(object, "WhoId", "coalesce(contact_id, lead_id)", "Contact", "Lead");
    }

    private static Reference what(String object) {
        return of(object, "WhatId", "related_to_id", "Account", "Opportunity", "Case", "Product2");
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("Account", "accounts");
        tables.put("Contact", "contacts");
        tables.put("Opportunity", "opportunities");
        tables.put("OpportunityLineItem", "opportunity_products");
        tables.put("Lead", "leads");
        tables.put("Case", "cases");
        tables.put("CaseComment", "case_comments");
        tables.put("EmailMessage", "case_comments");
        tables.put("Task", "activities");
        tables.put("Event", "activities");
        return tables;
    }

    /** What each row of the undisturbed run points to; null where it points to nothing. */
    Map<String, String> inSnapshot(Database database) {
        return database.map("SELECT sf_id, " + column + " FROM undisturbed." + table + " WHERE sf_id LIKE ?",
                prefix() + "%");
    }

    /** Two objects may share a table; their ids tell them apart. */
    private String prefix() {
        return switch (object) {
            case "CaseComment" -> "00a";
            case "EmailMessage" -> "02s";
            case "Task" -> "00T";
            case "Event" -> "00U";
            default -> "";
        };
    }

    @Override
    public String toString() {
        return object + "." + field;
    }
}
