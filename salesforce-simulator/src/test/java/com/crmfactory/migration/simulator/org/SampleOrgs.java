package com.crmfactory.migration.simulator.org;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A handful of records on the describes of the generated org, for tests that name their expectations row by row. */
public final class SampleOrgs {

    private static final Map<String, ObjectDescribe> DESCRIBES = ObjectSpecs.read("generated-objects.txt");

    private SampleOrgs() {
    }

    /** Four accounts, two contacts, three cases, four tasks, two users and a queue. */
    public static Org small() {
        List<Table> tables = new ArrayList<>();
        tables.add(table("User",
                row("Id", user(1), "Name", "Ada Admin", "IsActive", "true", "FirstName", "Ada", "LastName", "Admin"),
                row("Id", user(2), "Name", "Gone Gil", "IsActive", "false", "LastName", "Gil")));
        tables.add(table("Group", row("Id", Ids.of("00G5g0", 1), "Name", "Support Queue", "Type", "Queue")));
        tables.add(table("Account",
                row("Id", account(1), "Name", "Alpha, \"Inc\"", "OwnerId", user(1), "Industry", "Banking",
                        "AnnualRevenue", "1000.5", "IsDeleted",
                        "false", "CreatedDate", "2024-01-31T23:59:59.000Z", "BillingCity", "Berlin", "VIP__c", "true",
                        "Interests__c", "Golf;Chess"),
                row("Id", account(2), "Name", "beta", "OwnerId", user(2), "ParentId", account(1), "IsDeleted", "false",
                        "CreatedDate",
                        "2024-02-01T00:00:00.000Z", "AnnualRevenue", "3.5E8", "VIP__c", "false", "Interests__c",
                        "Chess"),
                row("Id", account(3), "Name", "Gamma", "OwnerId", user(1), "Industry", "Energy", "IsDeleted", "false",
                        "CreatedDate",
                        "2026-06-01T08:00:00.000Z", "AnnualRevenue", "20", "VIP__c", "false", "Description",
                        "line 1\nline 2"),
                row("Id", account(4), "Name", "Deleted", "OwnerId", user(1), "IsDeleted", "true", "CreatedDate",
                        "2024-01-01T00:00:00.000Z", "VIP__c", "false")));
        tables.add(table("Contact",
                row("Id", Ids.of("0035g0", 1), "LastName", "O'Brien", "AccountId", account(1), "OwnerId", user(1),
                        "Birthdate", "1965-03-01", "IsDeleted", "false"),
                row("Id", Ids.of("0035g0", 2), "LastName", "Orphan", "AccountId", account(99), "OwnerId", user(1),
                        "IsDeleted", "false")));
        tables.add(table("Case",
                row("Id", caseId(1), "CaseNumber", "00001001", "Status", "New", "OwnerId", Ids.of("00G5g0", 1),
                        "AccountId", account(1), "IsDeleted", "false", "Priority", "High"),
                row("Id", caseId(2), "CaseNumber", "00001002", "Status", "Closed", "OwnerId", user(1), "AccountId",
                        account(2), "IsDeleted", "false", "Priority", "Low"),
                row("Id", caseId(3), "CaseNumber", "00001003", "Status", "New", "OwnerId", user(2), "IsDeleted",
                        "false", "Priority", "Low")));
        tables.add(table("Task", task(1, "false", "false"), task(2, "false", "true"), task(3, "true", "false"),
                task(4, "true", "true")));
        Organization organization = new Organization("00D5g000009GenAEAS", "Small", "Developer Edition", false, "EU1");
        tables.add(SetupTables.organization(organization));
        return new Org(organization, tables, SetupTables.tooling(Map.of(), tables), null, null);
    }

    private static String[] task(int number, String deleted, String archived) {
        return row("Id", Ids.of("00T5g0", number), "Subject", "Call " + number, "WhatId",
                number == 1 ? account(1) : caseId(1), "WhoId", Ids.of("0035g0", 1), "IsDeleted",
                deleted, "IsArchived", archived, "OwnerId", user(1));
    }

    public static String account(long number) {
        return Ids.of("0015g0", number);
    }

    public static String caseId(long number) {
        return Ids.of("5005g0", number);
    }

    public static String user(long number) {
        return Ids.of("0055g0", number);
    }

    private static String[] row(String... pairs) {
        return pairs;
    }

    private static RowTable table(String object, String[]... given) {
        ObjectDescribe describe = DESCRIBES.get(object);
        List<String[]> rows = new ArrayList<>();
        for (String[] pairs : given) {
            String[] row = new String[describe.fields().size()];
            for (int i = 0; i < pairs.length; i += 2) {
                row[describe.field(pairs[i]).index()] = pairs[i + 1];
            }
            rows.add(row);
        }
        return new RowTable(describe, rows);
    }
}
