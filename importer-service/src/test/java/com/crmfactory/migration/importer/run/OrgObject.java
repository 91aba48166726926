package com.crmfactory.migration.importer.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.crmfactory.migration.model.message.ReferenceMapping.Parent;
import com.crmfactory.migration.model.target.TargetCatalogue;

/** Objects of a random org, each in a later wave than those that it belongs to. */
enum OrgObject {
    USER(1, "User", "005", "users"), ACCOUNT(2, "Account", "001", "accounts"), CONTACT(3, "Contact", "003", "contacts"),
    INVOICE(3, "Invoice__c", "a0I", "custom_objects.invoice"), OPPORTUNITY(4, "Opportunity", "006", "opportunities"),
    CASE(4, "Case", "500", "cases"), COMMENT(5, "CaseComment", "00a", "case_comments"),
    TASK(5, "Task", "00T", "activities");

    /** Who has it is in the migration, if a filter asks for it. */
    static final Field KEPT = new Field("Kept__c", null, Cell.FLAG);
    static final Field DELETED = new Field("IsDeleted", null, Cell.FLAG);
    static final Field ARCHIVED = new Field("IsArchived", null, Cell.FLAG);
    static final Field CREATED = new Field("CreatedDate", "created_at", Cell.INSTANT);
    static final Field MODIFIED = new Field("LastModifiedDate", "updated_at", Cell.INSTANT);
    /** An object with a table of whose records none is imported; nor are there any orders, which have no table. */
    private static final Parent LEAD = new Parent("Lead", "00Q", "leads");
    private static final Parent LEFT_OUT = new Parent("Shipment__c", "a0S", "custom_records", true);

    private static final int ID_LENGTH = 18;

    private final int wave;
    private final String object;
    private final String prefix;
    private final String target;

    OrgObject(int wave, String object, String prefix, String target) {
        this.wave = wave;
        this.object = object;
        this.prefix = prefix;
        this.target = target;
    }

    /**
     * A field with a value of its own.
     *
     * @param target
     *            null if it is not migrated
     */
    record Field(String name, String target, Cell cell) {
    }

    /**
     * A field that points to another record.
     *
     * @param column
     *            see {@link #column}
     */
    record Reference(String name, String column, boolean required, boolean deferred, List<Parent> parents) {

        /** The object that an id belongs to; null if it is not one that the migration knows. */
        Parent parent(String id) {
            boolean byPrefix = isOwner() || parents.size() > 1;
            return parents.stream().filter(parent -> id.length() == ID_LENGTH
                    && (!byPrefix || id.startsWith(parent.keyPrefix()))).findFirst().orElse(null);
        }

        /** Where the link to it is kept. */
        String column(Parent parent) {
            return parent.equals(LEAD) ? "lead_id" : column;
        }

        /** Where the id itself is kept, unless the link says it all: always of a look-up. */
        String key() {
            return isLookUp()
                    ? column.substring("custom_fields.".length())
                    : name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        }

        boolean isLookUp() {
            return column.startsWith("custom_fields.");
        }

        boolean isOwner() {
            return name.equals("OwnerId");
        }
    }

    int wave() {
        return wave;
    }

    String object() {
        return object;
    }

    String prefix() {
        return prefix;
    }

    String target() {
        return target;
    }

    /** The CRM's table. */
    String table() {
        return TargetCatalogue.table(target).orElseThrow().relation();
    }

    static OrgObject of(String prefix) {
        return Arrays.stream(values()).filter(one -> one.prefix.equals(prefix)).findFirst().orElse(null);
    }

    List<Field> fields() {
        Stream<Field> own = switch (this) {
            case USER ->
                Stream.of(new Field("Email", "email", Cell.INDEXED_EMAIL), new Field("Name", "name", Cell.NAME),
                        new Field("IsActive", "is_active", Cell.FLAG));
            case ACCOUNT ->
                Stream.of(new Field("Name", "name", Cell.NAME), new Field("Website", "website", Cell.WEBSITE),
                        new Field("AnnualRevenue", "revenue", Cell.AMOUNT),
                        new Field("NumberOfEmployees", "employees", Cell.TYPED_NUMBER),
                        new Field("Description", "description", Cell.TEXT),
                        new Field("Fax", "custom_fields.fax", Cell.TEXT));
            case CONTACT -> Stream.of(new Field("LastName", "last_name", Cell.NAME),
                    new Field("Email", "email", Cell.EMAIL), new Field("Birthdate", "birthdate", Cell.DAY),
                    new Field("Opt_Out__c", "email_opt_out", Cell.TYPED_FLAG));
            case INVOICE -> Stream.of(new Field("Name", "name", Cell.INDEXED_NAME),
                    new Field("Total__c", "custom_fields.total", Cell.TYPED_NUMBER),
                    new Field("Terms__c", "custom_fields.terms", Cell.TEXT));
            case OPPORTUNITY -> Stream.of(new Field("Name", "name", Cell.NAME),
                    new Field("Amount", "amount", Cell.AMOUNT), new Field("CloseDate", "close_date", Cell.DAY));
            case CASE -> Stream.of(new Field("Subject", "subject", Cell.NAME),
                    new Field("Description", "description", Cell.TEXT), new Field("Status", "status", Cell.STATUS));
            case COMMENT -> Stream.of(new Field("CommentBody", "body", Cell.TEXT));
            case TASK -> Stream.of(new Field("Subject", "subject", Cell.TEXT),
                    new Field("ActivityDate", "due_at", Cell.INSTANT), ARCHIVED);
        };
        return Stream.concat(own, Stream.of(CREATED, MODIFIED, KEPT, DELETED)).toList();
    }

    List<Reference> references() {
        Stream<Reference> own = switch (this) {
            case USER -> Stream.of();
            case ACCOUNT -> Stream.of(toItsOwn("ParentId", "parent_id"));
            case CONTACT -> Stream.of(to("AccountId", "account_id", ACCOUNT), toItsOwn("ReportsToId", "reports_to_id"));
            case INVOICE -> Stream.of(to("Account__c", "custom_fields.account", ACCOUNT),
                    toItsOwn("Corrects__c", "custom_fields.corrects"));
            case OPPORTUNITY -> Stream.of(to("AccountId", "account_id", ACCOUNT),
                    to("ContactId", "contact_id", CONTACT));
            case CASE -> Stream.of(to("AccountId", "account_id", ACCOUNT), to("ContactId", "contact_id", CONTACT),
                    toItsOwn("ParentId", "parent_id"));
            case COMMENT -> Stream.of(new Reference("ParentId", "case_id", true, false, List.of(CASE.asParent())));
            case TASK -> Stream.of(
                    new Reference("WhoId", "contact_id", false, false, List.of(CONTACT.asParent(), LEAD)),
                    new Reference("WhatId", "related_to_id", false, false, List.of(ACCOUNT.asParent(),
                            OPPORTUNITY.asParent(), CASE.asParent(), INVOICE.asParent(), LEFT_OUT)));
        };
        return this == USER || this == COMMENT
                ? own.toList()
                : Stream.concat(own, Stream.of(to("OwnerId", "owner_id", USER))).toList();
    }

    private Reference toItsOwn(String name, String column) {
        return new Reference(name, column, false, true, List.of(asParent()));
    }

    private static Reference to(String name, String column, OrgObject parent) {
        return new Reference(name, column, false, false, List.of(parent.asParent()));
    }

    private Parent asParent() {
        return new Parent(object, prefix, table());
    }

    @Override
    public String toString() {
        return object;
    }
}
