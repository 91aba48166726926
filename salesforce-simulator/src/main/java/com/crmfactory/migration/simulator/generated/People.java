package com.crmfactory.migration.simulator.generated;

import java.util.Map;

import com.crmfactory.migration.simulator.org.ObjectDescribe;

/** Users, queues, accounts, contacts and leads. */
final class People {

    private static final String[] INDUSTRY = {"Agriculture", "Banking", "Chemicals", "Education", "Energy",
            "Healthcare",
            "Manufacturing", "Retail", "Technology", "Horse Trading"};

    private final World world;
    private final Map<String, ObjectDescribe> describes;

    People(World world, Map<String, ObjectDescribe> describes) {
        this.world = world;
        this.describes = describes;
    }

    private Columns columns(Kind kind) {
        return new Columns(describes.get(kind.object()));
    }

    /** Every seventh user has left. */
    static boolean active(long user) {
        return user % 7 != 3;
    }

    GeneratedTable users() {
        Draw draw = world.draw("User");
        World.Created created = row -> World.FIRST_DAY * Moments.DAY + row * Moments.HOUR;
        Columns columns = columns(Kind.USER).set("Id", Kind.USER::id);
        columns.set("CreatedDate", row -> Moments.instant(created.at(row))).set("CreatedById", row -> Kind.USER.id(0));
        columns.set("LastModifiedDate", row -> Moments.instant(created.at(row) + Moments.DAY)).set("LastModifiedById",
                row -> Kind.USER.id(0));
        columns.set("SystemModstamp", row -> Moments.instant(created.at(row) + Moments.DAY));
        columns.set("FirstName", row -> draw.pick(row, Words.FIRST)).set("LastName",
                row -> draw.pick(row + 1, Words.LAST));
        columns.set("Name", row -> draw.pick(row, Words.FIRST) + " " + draw.pick(row + 1, Words.LAST));
        columns.set("Username", row -> "user" + row + "@crm-sample.example").set("Email",
                row -> "user" + row + "@example.com");
        columns.set("Alias", row -> "u" + row).set("CommunityNickname", row -> "user" + row);
        columns.flag("IsActive", People::active).set("UserType", row -> "Standard");
        columns.set("TimeZoneSidKey", row -> "Etc/UTC").set("LocaleSidKey", row -> "en_US").set("LanguageLocaleKey",
                row -> "en_US");
        columns.set("EmailEncodingKey", row -> "UTF-8").set("ProfileId", row -> Setup.profile(row == 0 ? 0 : 1));
        columns.set("UserRoleId", row -> row == 0 ? null : Setup.role(row % 3));
        columns.set("ManagerId", row -> row % 4 == 0 ? null : Kind.USER.id(row / 4 * 4));
        columns.set("Title", row -> draw.pick(row, "Agent", "Team lead", "Account executive")).set("Phone",
                row -> Words.phone(draw, row));
        return columns.table(Kind.USER, world.size(Kind.USER));
    }

    /** Queues first, then two public groups. */
    GeneratedTable groups() {
        Columns columns = columns(Kind.GROUP).set("Id", Kind.GROUP::id);
        columns.set("Name", row -> (row < World.QUEUES ? "Queue " : "Group ") + (char) ('A' + row));
        columns.set("DeveloperName", row -> (row < World.QUEUES ? "Queue_" : "Group_") + (char) ('A' + row));
        columns.set("Type", row -> row < World.QUEUES ? "Queue" : "Regular");
        columns.set("Email", row -> row < 2 ? "queue" + row + "@example.com" : null).set("OwnerId",
                row -> Kind.USER.id(0));
        for (String stamp : new String[]{"CreatedDate", "LastModifiedDate", "SystemModstamp"}) {
            columns.set(stamp, row -> Moments.instant(World.FIRST_DAY * Moments.DAY + row));
        }
        columns.set("CreatedById", row -> Kind.USER.id(0)).set("LastModifiedById", row -> Kind.USER.id(0));
        return columns.table(Kind.GROUP, world.size(Kind.GROUP));
    }

    GeneratedTable accounts() {
        Draw draw = world.draw("Account");
        long size = world.size(Kind.ACCOUNT);
        Columns columns = world.audited(columns(Kind.ACCOUNT), Kind.ACCOUNT, row -> world.created(draw, row));
        columns.set("Name", row -> Words.company(draw, row)).set("OwnerId", world::user);
        columns.set("ParentId", row -> accountParent(draw, row, size));
        columns.set("Type",
                row -> draw.percent(row, 80)
                        ? draw.pick(row, "Prospect", "Customer - Direct", "Customer - Channel")
                        : null);
        columns.set("Industry", row -> draw.percent(row, 70) ? draw.pick(row + 2, INDUSTRY) : null);
        columns.set("Rating", row -> draw.percent(row, 30) ? draw.pick(row, "Hot", "Warm", "Cold") : null);
        columns.set("AnnualRevenue",
                row -> row % 31 == 2 ? "3.5E8" : draw.percent(row, 60) ? draw.below(row, 90_000_000) + ".0" : null);
        columns.set("NumberOfEmployees",
                row -> row % 41 == 6 ? "0.0" : draw.percent(row, 60) ? String.valueOf(draw.below(row, 5000)) : null);
        accountReach(columns, draw);
        CustomFields.add(columns, Kind.ACCOUNT, world);
        return columns.table(Kind.ACCOUNT, size);
    }

    private static void accountReach(Columns columns, Draw draw) {
        columns.set("Phone", row -> Words.phone(draw, row)).set("Fax",
                row -> row % 9 == 1 ? Words.phone(draw, row + 1) : null);
        columns.set("Website", row -> row % 4 == 3 ? null : "https://www.company" + row % 700 + ".example/about");
        columns.set("Description", row -> Words.text(draw, row)).set("AccountNumber",
                row -> row % 2 == 0 ? "A-" + row : null);
        columns.set("AccountSource",
                row -> draw.percent(row, 30) ? draw.pick(row, "Web", "Phone Inquiry", "Other") : null);
        address(columns, "Billing", draw, 85);
        address(columns, "Shipping", draw, 25);
        columns.set("LastActivityDate",
                row -> row % 3 == 0 ? Moments.date(World.LAST_DAY - draw.below(row, 400)) : null);
    }

    /** Accounts 20 and 21 are each other's parent: a cycle that no order of loading resolves. */
    private static String accountParent(Draw draw, long row, long size) {
        if (size > 21 && (row == 20 || row == 21)) {
            return Kind.ACCOUNT.id(41 - row);
        }
        if (row % 53 == 7) {
            return Kind.ACCOUNT.absentId(row);
        }
        return row % 4 == 1 ? Kind.ACCOUNT.id(draw.below(row, row)) : null;
    }

    private static void address(Columns columns, String prefix, Draw draw, int percent) {
        Columns.RowFlag filled = row -> draw.percent(row + percent, percent);
        columns.set(prefix + "Street", row -> filled.at(row) ? Words.street(draw, row) : null);
        columns.set(prefix + "City", row -> filled.at(row) ? draw.pick(row, Words.CITY) : null);
        columns.set(prefix + "PostalCode",
                row -> filled.at(row) ? String.valueOf(10_000 + draw.below(row, 80_000)) : null);
        columns.set(prefix + "Country", row -> filled.at(row) ? draw.pick(row, Words.COUNTRY) : null);
        columns.set(prefix + "State",
                row -> filled.at(row) && row % 3 == 0 ? draw.pick(row, "CA", "TX", "Bayern") : null);
    }

    /** The account of a contact, as its AccountId says: absent for one in 53, none for one in 41. */
    static String accountOfContact(long contact) {
        if (contact % 53 == 7) {
            return Kind.ACCOUNT.absentId(contact);
        }
        return contact % 41 == 5 ? null : Kind.ACCOUNT.id(contact / 5);
    }

    GeneratedTable contacts() {
        Draw draw = world.draw("Contact");
        long size = world.size(Kind.CONTACT);
        Columns columns = world.audited(columns(Kind.CONTACT), Kind.CONTACT, row -> world.created(draw, row));
        RowText first = row -> row % 19 == 2 ? null : draw.pick(row, Words.FIRST);
        RowText last = row -> draw.pick(row + 1, Words.LAST) + (row % 3 == 0 ? "" : "-" + row % 100);
        columns.set("FirstName", first).set("LastName", last).set("OwnerId", world::user);
        columns.set("Name", row -> first.at(row) == null ? last.at(row) : first.at(row) + " " + last.at(row));
        columns.set("Salutation", row -> draw.percent(row, 40) ? draw.pick(row, "Mr.", "Ms.", "Dr.") : null);
        columns.set("AccountId", People::accountOfContact).set("ReportsToId", row -> reportsTo(row, size));
        contactReach(columns, draw);
        CustomFields.add(columns, Kind.CONTACT, world);
        return columns.table(Kind.CONTACT, size);
    }

    private static void contactReach(Columns columns, Draw draw) {
        columns.set("Email",
                row -> row % 17 == 6
                        ? null
                        : "person" + (row % 43 == 9 ? row - 1 : row) + "@company" + row / 5 % 700 + ".example");
        columns.set("Phone", row -> Words.phone(draw, row)).set("MobilePhone", row -> Words.phone(draw, row + 3));
        columns.set("Title",
                row -> draw.percent(row, 60)
                        ? draw.pick(row, "CEO", "Buyer", "Head of \"Ops\"", "Engineer, senior")
                        : null);
        columns.set("Department", row -> draw.percent(row, 40) ? draw.pick(row, "Finance", "IT", "Sales") : null);
        columns.set("Birthdate",
                row -> draw.percent(row, 50) ? Moments.date(Moments.day(1931, 1, 1) + draw.below(row, 27_000)) : null);
        columns.set("LeadSource",
                row -> draw.percent(row, 50)
                        ? draw.pick(row, "Web", "Phone Inquiry", "Other", "Trade Fair (old)")
                        : null);
        columns.set("Description", row -> Words.text(draw, row));
        columns.flag("IsEmailBounced", row -> row % 101 == 3);
        address(columns, "Mailing", draw, 60);
    }

    private static String reportsTo(long row, long size) {
        if (size > 31 && (row == 30 || row == 31)) {
            return Kind.CONTACT.id(61 - row);
        }
        if (row % 71 == 12) {
            return Kind.CONTACT.absentId(row);
        }
        return row % 5 == 4 ? Kind.CONTACT.id(row / 5 * 5) : null;
    }

    /** One lead in eight is converted, into an account, one of its contacts and mostly an opportunity. */
    static boolean converted(long lead) {
        return lead % 8 == 3;
    }

    GeneratedTable leads() {
        Draw draw = world.draw("Lead");
        Columns columns = world.audited(columns(Kind.LEAD), Kind.LEAD, row -> world.created(draw, row));
        columns.set("FirstName", row -> draw.pick(row, Words.FIRST)).set("LastName",
                row -> draw.pick(row + 1, Words.LAST));
        columns.set("Name", row -> draw.pick(row, Words.FIRST) + " " + draw.pick(row + 1, Words.LAST));
        columns.set("Company", row -> Words.company(draw, row)).set("OwnerId", world::userOrQueue);
        columns.set("Status", row -> converted(row)
                ? "Closed - Converted"
                : row % 61 == 13
                        ? "Nurturing (old)"
                        : draw.pick(row, "Open - Not Contacted", "Working - Contacted", "Closed - Not Converted"));
        columns.set("Email", row -> row % 11 == 5 ? null : "lead" + row + "@prospect" + row % 300 + ".example")
                .set("Phone", row -> Words.phone(draw, row));
        columns.set("Title", row -> draw.percent(row, 50) ? draw.pick(row, "CEO", "Buyer", "Engineer, senior") : null);
        columns.set("LeadSource",
                row -> draw.percent(row, 60)
                        ? draw.pick(row, "Web", "Phone Inquiry", "Partner Referral", "Other")
                        : null);
        columns.set("Rating", row -> draw.percent(row, 30) ? draw.pick(row, "Hot", "Warm", "Cold") : null);
        columns.set("Industry", row -> draw.percent(row, 40) ? draw.pick(row, INDUSTRY) : null);
        columns.set("Description", row -> Words.text(draw, row)).set("Website",
                row -> row % 3 == 0 ? "http://prospect" + row % 300 + ".example" : null);
        address(columns, "", draw, 50);
        conversion(columns, draw);
        return columns.table(Kind.LEAD, world.size(Kind.LEAD));
    }

    private static void conversion(Columns columns, Draw draw) {
        columns.flag("IsConverted", People::converted).flag("IsUnreadByOwner", row -> row % 4 == 0);
        columns.set("ConvertedDate",
                row -> converted(row) ? Moments.date(World.LAST_DAY - draw.below(row, 900)) : null);
        columns.set("ConvertedAccountId", row -> converted(row) ? Kind.ACCOUNT.id(row / 2) : null);
        columns.set("ConvertedContactId", row -> converted(row) ? Kind.CONTACT.id(row / 2 * 5) : null);
        columns.set("ConvertedOpportunityId", row -> converted(row) && row % 16 == 3 ? Kind.OPPORTUNITY.id(row) : null);
    }
}
