package com.crmfactory.migration.simulator.generated;

import java.util.Map;

import com.crmfactory.migration.simulator.org.ObjectDescribe;

/** Products, price books, opportunities with their line items and contact roles, campaigns and the custom Invoice and Payment. */
final class Sales {

    private static final String[] STAGE = {"Prospecting", "Qualification", "Needs Analysis", "Value Proposition",
            "Negotiation/Review", "Closed Won", "Closed Lost"};
    private static final int[] PROBABILITY = {10, 10, 20, 50, 90, 100, 0};

    private final World world;
    private final Map<String, ObjectDescribe> describes;

    Sales(World world, Map<String, ObjectDescribe> describes) {
        this.world = world;
        this.describes = describes;
    }

    private Columns columns(Kind kind, Draw draw) {
        return world.audited(new Columns(describes.get(kind.object())), kind, row -> world.created(draw, row));
    }

    GeneratedTable products() {
        Draw draw = world.draw("Product2");
        Columns columns = columns(Kind.PRODUCT, draw);
        columns.set("Name",
                row -> draw.pick(row, "Router", "Licence, yearly", "Support \"Gold\"", "Sensor") + " " + row);
        columns.set("ProductCode", row -> row % 5 == 4 ? null : "P-" + row).set("Description",
                row -> Words.text(draw, row));
        columns.flag("IsActive", row -> row % 6 != 5).set("Family",
                row -> row % 3 == 2 ? null : draw.pick(row, "Hardware", "Software", "Services"));
        return columns.table(Kind.PRODUCT, world.size(Kind.PRODUCT));
    }

    GeneratedTable pricebooks() {
        Columns columns = columns(Kind.PRICEBOOK, world.draw("Pricebook2"));
        columns.set("Name", row -> row == 0 ? "Standard Price Book" : "Partner Price Book");
        columns.flag("IsActive", row -> true).flag("IsStandard", row -> row == 0);
        return columns.table(Kind.PRICEBOOK, world.size(Kind.PRICEBOOK));
    }

    /** Each product has its standard price (even rows) and the partners' (odd rows). */
    GeneratedTable pricebookEntries() {
        Draw draw = world.draw("PricebookEntry");
        Columns columns = columns(Kind.PRICEBOOK_ENTRY, draw).flag("IsDeleted", row -> false);
        columns.set("Pricebook2Id", row -> Kind.PRICEBOOK.id(row % 2)).set("Product2Id",
                row -> Kind.PRODUCT.id(row / 2));
        columns.set("UnitPrice", row -> row % 2 == 0 ? standardPrice(row / 2) : Words.money(draw, row, 900));
        columns.flag("IsActive", row -> true).set("Name", row -> "Product " + row / 2).set("ProductCode",
                row -> "P-" + row / 2);
        return columns.table(Kind.PRICEBOOK_ENTRY, world.size(Kind.PRICEBOOK_ENTRY));
    }

    private String standardPrice(long product) {
        return Words.money(world.draw("Product2.price"), product, 1000);
    }

    static int stage(Draw draw, long row) {
        return draw.below(row + 9, STAGE.length);
    }

    GeneratedTable opportunities() {
        Draw draw = world.draw("Opportunity");
        Columns columns = columns(Kind.OPPORTUNITY, draw);
        columns.set("Name", row -> Words.company(draw, row) + " – deal").set("OwnerId", world::user);
        columns.set("AccountId",
                row -> row % 67 == 8 ? Kind.ACCOUNT.absentId(row) : row % 37 == 4 ? null : Kind.ACCOUNT.id(row / 2));
        columns.set("StageName", row -> row % 59 == 14 ? "Verbal Commit (old)" : STAGE[stage(draw, row)]);
        columns.set("Probability", row -> String.valueOf(PROBABILITY[stage(draw, row)]));
        columns.flag("IsWon", row -> stage(draw, row) == 5).flag("IsClosed", row -> stage(draw, row) >= 5);
        columns.set("Amount", row -> row % 9 == 1 ? null : Words.money(draw, row, 500_000));
        columns.set("CloseDate", row -> Moments.date(World.FIRST_DAY + draw.below(row, 3000)));
        columns.set("Type",
                row -> draw.percent(row, 60) ? draw.pick(row, "New Customer", "Existing Customer - Upgrade") : null);
        columns.set("LeadSource",
                row -> draw.percent(row, 50) ? draw.pick(row, "Web", "Partner Referral", "Other") : null);
        columns.set("NextStep", row -> row % 4 == 1 ? Words.sentence(draw, row) : null).set("Description",
                row -> Words.text(draw, row));
        columns.set("CampaignId",
                row -> row % 6 == 5 ? Kind.CAMPAIGN.id(draw.below(row, world.size(Kind.CAMPAIGN))) : null);
        columns.set("Pricebook2Id", row -> Kind.PRICEBOOK.id(row % 2)).flag("HasOpportunityLineItem", row -> true);
        columns.set("ContactId", row -> row % 3 == 0 ? Kind.CONTACT.id(row / 2 * 5 + 1) : null);
        columns.set("ForecastCategory", row -> stage(draw, row) == 5 ? "Closed" : "Pipeline")
                .set("ForecastCategoryName", row -> stage(draw, row) == 5 ? "Closed" : "Pipeline");
        return columns.table(Kind.OPPORTUNITY, world.size(Kind.OPPORTUNITY));
    }

    GeneratedTable lineItems() {
        Draw draw = world.draw("OpportunityLineItem");
        Columns columns = columns(Kind.LINE_ITEM, draw);
        columns.set("OpportunityId",
                row -> row % 101 == 30 ? Kind.OPPORTUNITY.absentId(row) : Kind.OPPORTUNITY.id(row / 2));
        columns.set("Product2Id", row -> product(draw, row)).set("ProductCode",
                row -> "P-" + draw.below(row, world.size(Kind.PRODUCT)));
        columns.set("PricebookEntryId",
                row -> Kind.PRICEBOOK_ENTRY.id(2L * draw.below(row, world.size(Kind.PRODUCT)) + row / 2 % 2));
        columns.set("Name", row -> "Line " + row).set("SortOrder",
                row -> row % 7 == 0 ? null : String.valueOf(row % 2 + 1));
        columns.set("Quantity", row -> (1 + draw.below(row, 20)) + ".00").set("UnitPrice",
                row -> Words.money(draw, row, 900));
        columns.set("TotalPrice", row -> Words.money(draw, row + 1, 9000)).set("ListPrice",
                row -> Words.money(draw, row, 900));
        columns.set("ServiceDate", row -> row % 4 == 0 ? Moments.date(World.LAST_DAY + draw.below(row, 300)) : null);
        columns.set("Description", row -> row % 5 == 0 ? Words.sentence(draw, row) : null);
        return columns.table(Kind.LINE_ITEM, world.size(Kind.LINE_ITEM));
    }

    private String product(Draw draw, long row) {
        return row % 113 == 6 ? Kind.PRODUCT.absentId(row) : Kind.PRODUCT.id(draw.below(row, world.size(Kind.PRODUCT)));
    }

    GeneratedTable contactRoles() {
        Draw draw = world.draw("OpportunityContactRole");
        Columns columns = columns(Kind.CONTACT_ROLE, draw);
        columns.set("OpportunityId", row -> Kind.OPPORTUNITY.id(row * 2)).set("ContactId",
                row -> Kind.CONTACT.id(row * 5));
        columns.set("Role",
                row -> draw.percent(row, 80) ? draw.pick(row, "Decision Maker", "Evaluator", "Other") : null);
        columns.flag("IsPrimary", row -> row % 2 == 0);
        return columns.table(Kind.CONTACT_ROLE, world.size(Kind.CONTACT_ROLE));
    }

    GeneratedTable campaigns() {
        Draw draw = world.draw("Campaign");
        Columns columns = columns(Kind.CAMPAIGN, draw).flag("IsActive", row -> row % 3 == 0).set("OwnerId",
                world::user);
        columns.set("Name", row -> "Campaign " + row).set("Type",
                row -> draw.pick(row, "Conference", "Webinar", "Email"));
        columns.set("Status", row -> draw.pick(row, "Planned", "In Progress", "Completed")).set("ParentId",
                row -> row % 4 == 1 ? Kind.CAMPAIGN.id(row - 1) : null);
        columns.set("StartDate", row -> Moments.date(World.FIRST_DAY + draw.below(row, 2500)));
        for (String count : new String[]{"NumberOfLeads", "NumberOfConvertedLeads", "NumberOfContacts",
                "NumberOfResponses",
                "NumberOfOpportunities", "NumberOfWonOpportunities", "AmountAllOpportunities",
                "AmountWonOpportunities"}) {
            columns.set(count, row -> "0");
        }
        return columns.table(Kind.CAMPAIGN, world.size(Kind.CAMPAIGN));
    }

    GeneratedTable invoices() {
        Draw draw = world.draw("Invoice__c");
        Columns columns = columns(Kind.INVOICE, draw).set("OwnerId", world::userOrQueue).set("Name",
                row -> "INV-" + (10_000 + row));
        columns.set("Account__c", row -> Kind.ACCOUNT.id(draw.below(row, world.size(Kind.ACCOUNT))));
        columns.set("Contact__c",
                row -> row % 3 == 0 ? Kind.CONTACT.id(draw.below(row, world.size(Kind.CONTACT))) : null);
        columns.set("Corrects__c", row -> row % 6 == 5 ? Kind.INVOICE.id(row - 1) : null);
        columns.set("Amount__c", row -> Words.money(draw, row, 90_000)).set("Due_Date__c",
                row -> Moments.date(World.FIRST_DAY + draw.below(row, 3000)));
        columns.flag("Paid__c", row -> row % 2 == 0).set("Remarks__c",
                row -> row % 4 == 1 ? Words.sentence(draw, row) : null);
        return columns.table(Kind.INVOICE, world.size(Kind.INVOICE));
    }

    /** Payments of invoices; some are refunds of others, some of an invoice that is no more. */
    GeneratedTable payments() {
        Draw draw = world.draw("Payment__c");
        Columns columns = columns(Kind.PAYMENT, draw).set("OwnerId", world::userOrQueue).set("Name",
                row -> row % 8 == 6 ? null : "Payment " + row);
        columns.set("Invoice__c", row -> row % 23 == 7
                ? Kind.INVOICE.absentId(row)
                : row % 9 == 4 ? null : Kind.INVOICE.id(draw.below(row, world.size(Kind.INVOICE))));
        columns.set("Opportunity__c",
                row -> row % 4 == 1 ? Kind.OPPORTUNITY.id(draw.below(row, world.size(Kind.OPPORTUNITY))) : null);
        columns.set("Refunds__c",
                row -> row % 10 == 3 ? Kind.PAYMENT.id(row - 1) : row == 2 ? Kind.PAYMENT.id(3) : null);
        columns.set("Amount__c", row -> Words.money(draw, row, 9_000)).set("Paid_On__c",
                row -> Moments.date(World.FIRST_DAY + draw.below(row, 3000)));
        columns.flag("Cleared__c", row -> row % 7 != 5);
        return columns.table(Kind.PAYMENT, world.size(Kind.PAYMENT));
    }
}
