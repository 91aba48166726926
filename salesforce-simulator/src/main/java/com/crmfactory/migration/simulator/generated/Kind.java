package com.crmfactory.migration.simulator.generated;

import com.crmfactory.migration.simulator.org.Ids;

/** The objects of a generated org that have rows made by formula, with the prefix of their ids. */
enum Kind {

    USER("User", "005"), //
    GROUP("Group", "00G"), //
    ACCOUNT("Account", "001"), //
    CONTACT("Contact", "003"), //
    LEAD("Lead", "00Q"), //
    PRODUCT("Product2", "01t"), //
    PRICEBOOK("Pricebook2", "01s"), //
    PRICEBOOK_ENTRY("PricebookEntry", "01u"), //
    OPPORTUNITY("Opportunity", "006"), //
    LINE_ITEM("OpportunityLineItem", "00k"), //
    CONTACT_ROLE("OpportunityContactRole", "00K"), //
    CASE("Case", "500"), //
    COMMENT("CaseComment", "00a"), //
    EMAIL("EmailMessage", "02s"), //
    TASK("Task", "00T"), //
    EVENT("Event", "00U"), //
    CAMPAIGN("Campaign", "701"), //
    INVOICE("Invoice__c", "a00"), //
    PAYMENT("Payment__c", "a02"); //

    private static final long ABSENT = 1_000_000_000L;

    private final String object;
    private final String stem;

    Kind(String object, String prefix) {
        this.object = object;
        this.stem = prefix + "5g0";
    }

    String object() {
        return object;
    }

    String id(long row) {
        return Ids.of(stem, row);
    }

    /** The id of a record that the org does not hold. */
    String absentId(long row) {
        return Ids.of(stem, ABSENT + row);
    }

    /** The row that an id belongs to, whether the org has it or not; -1 for another object's id. */
    long row(String id) {
        return Ids.index(stem, id);
    }
}
