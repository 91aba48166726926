package com.crmfactory.migration.simulator.generated;

/** Formulas of the custom fields of {@code custom-fields.txt}: one of every type. */
final class CustomFields {

    private CustomFields() {
    }

    static void add(Columns columns, Kind kind, World world) {
        Draw draw = world.draw(kind.object() + ".custom");
        texts(columns, draw);
        numbers(columns, draw);
        columns.set("Renewal_Date__c",
                row -> draw.percent(row, 60) ? Moments.date(World.FIRST_DAY + draw.below(row, 4000)) : null);
        columns.set("Last_Survey__c", row -> draw.percent(row, 40)
                ? Moments.instant(World.FIRST_DAY * Moments.DAY + draw.below(row, 200_000_000))
                : null);
        columns.set("Call_Time__c",
                row -> row % 4 == 1 ? Moments.instant(draw.below(row, Moments.DAY)).substring(11) : null);
        columns.flag("VIP__c", row -> row % 12 == 3);
        columns.set("Main_Invoice__c", row -> invoice(world, draw, row));
        columns.set("Ticket_No__c", row -> "T-" + (100_000 + row));
        columns.set("Legacy_Id__c", row -> row % 3 == 0 ? "LEG" + row : null);
        columns.set("Site_Location__Latitude__s",
                row -> located(row) ? "52." + (100_000 + draw.below(row, 900_000)) : null);
        columns.set("Site_Location__Longitude__s",
                row -> located(row) ? "-13." + (100_000 + draw.below(row + 1, 900_000)) : null);
    }

    private static void texts(Columns columns, Draw draw) {
        columns.set("Region_Text__c",
                row -> draw.percent(row, 80) ? draw.pick(row, "North", "South", "East; West", "Ñorte, Sur") : null);
        columns.set("Long_Notes__c", row -> row % 9 == 4 ? Words.text(draw, row) : null);
        columns.set("Profile_Html__c",
                row -> row % 11 == 2
                        ? "<p><b>" + Words.sentence(draw, row)
                                + "</b>&nbsp;<a href=\"https://example.com/?a=1&amp;b=2\">more</a></p>"
                        : null);
        columns.set("Tier__c", row -> row % 37 == 6
                ? "Platinum (unknown)"
                : draw.percent(row, 75) ? draw.pick(row, "Gold", "Silver", "Bronze", "Copper", "Gold, plus") : null);
        columns.set("Interests__c",
                row -> draw.percent(row, 50) ? draw.pick(row, "Golf", "Golf;Chess", "Chess;Sailing;Opera") : null);
        columns.set("Hotline__c", row -> Words.phone(draw, row + 5));
        columns.set("Second_Email__c", row -> row % 5 == 1 ? "second" + row + "@example.org" : null);
        columns.set("Portal__c", row -> row % 6 == 1 ? "https://portal.example.com/r/" + row : null);
        columns.set("Health__c", row -> draw.pick(row, "Good", "At risk", "Unknown"));
        columns.set("Tax_Number__c", row -> row % 8 == 5 ? "****" + (1000 + draw.below(row, 9000)) : null);
    }

    private static void numbers(Columns columns, Draw draw) {
        columns.set("Score__c", row -> draw.percent(row, 70) ? Words.money(draw, row, 1000) : null);
        columns.set("Budget__c",
                row -> row % 13 == 5 ? "3.5E8" : draw.percent(row, 60) ? Words.money(draw, row + 7, 1_000_000) : null);
        columns.set("Share__c", row -> draw.percent(row, 50) ? Words.money(draw, row, 100) : null);
        columns.set("Days_Open__c", row -> String.valueOf(draw.below(row, 900)));
    }

    private static boolean located(long row) {
        return row % 10 == 7;
    }

    private static String invoice(World world, Draw draw, long row) {
        if (row % 97 == 3) {
            return Kind.INVOICE.absentId(row);
        }
        return draw.percent(row, 15) ? Kind.INVOICE.id(draw.below(row, world.size(Kind.INVOICE))) : null;
    }
}
