package com.crmfactory.migration.simulator.generated;

/** Names and texts, among them the awkward ones: quotes, commas, line breaks, emoji, NUL, 32,000 characters. */
final class Words {

    static final String[] FIRST = {"Ada", "José", "Zoë", "Lukas", "Mei", "Nia", "Omar", "Priya", "Tom", "Yuki", "Łucja",
            "Chloé", "Sven", "Ingrid", "Paul", "Grace", "Hiro", "Fatima", "Noah", "Emma", "Siân", "Ravi", "Anna",
            "Björn"};
    static final String[] LAST = {"Müller", "O'Brien", "García", "Nguyễn", "Smith", "van der Berg", "Kowalski",
            "Ivanova",
            "Tanaka", "陈", "Okafor", "Rossi", "Dubois", "Jensen", "Silva", "Kaur", "Hansen", "Novák", "Yılmaz", "Cohen",
            "Ångström", "D'Cruz", "Brown", "Lee"};
    private static final String[] COMPANY = {"Northwind", "Harbor", "Alpine", "Bluebird", "Café Central", "Delta",
            "Evergreen", "Falcon", "Granite", "Helios", "Ironwood", "Jupiter", "Kestrel", "Lumen", "Möbel", "Nimbus"};
    private static final String[] TRADE = {"Logistics", "Foods", "Energy", "Health", "Textiles", "Robotics", "Media",
            "Insurance", "Shipping", "Software", "Optics", "Paper"};
    private static final String[] LEGAL = {"Ltd", "Inc.", "GmbH", "S.A.", "AG", "LLC", "K.K.", "B.V."};
    static final String[] CITY = {"Berlin", "San Francisco", "Tokyo", "Zürich", "São Paulo", "Austin", "Kraków", "Lyon",
            "Nairobi", "Pune", "Oslo", "Madrid"};
    static final String[] COUNTRY = {"Germany", "United States", "Japan", "Switzerland", "Brazil", "United States",
            "Poland", "France", "Kenya", "India", "Norway", "Spain"};
    private static final String[] SENTENCE = {"The customer asked for a call back.", "Invoice was sent twice.",
            "Said \"as soon as possible\", then hung up.", "Printer, scanner, and router are affected.",
            "Works since the last update.", "Überprüfung läuft.", "再現できません。",
            "Please escalate; no reply for three days.",
            "Shipment left the warehouse.", "Contract, appendix B, needs a signature."};
    private static final int LARGE = 32_000;

    private Words() {
    }

    /** A company, one of a kind by its number. */
    static String company(Draw draw, long row) {
        if (row % 23 == 4) {
            return "\"" + draw.pick(row, COMPANY) + "\" & Sons, " + draw.pick(row + 1, LEGAL) + " " + row;
        }
        String name = draw.pick(row, COMPANY) + " " + draw.pick(row + 1, TRADE) + " " + row + " "
                + draw.pick(row + 2, LEGAL);
        return row % 29 == 8 ? name + " 🚀" : name;
    }

    /** Null for one in three; now and then several lines, quotes, emoji, a NUL or 32,000 characters. */
    static String text(Draw draw, long row) {
        if (row % 499 == 11) {
            return large(draw, row);
        }
        if (row % 211 == 9) {
            return "before\u0000after";
        }
        if (draw.below(row, 3) == 0) {
            return null;
        }
        String first = draw.pick(row + 3, SENTENCE);
        return switch ((int) (row % 7)) {
            case 1 -> first + "\nSecond line, with a comma\n\n\"Quoted\" fourth line";
            case 3 -> first + "\r\nWindows line 😀";
            default -> first;
        };
    }

    private static String large(Draw draw, long row) {
        StringBuilder text = new StringBuilder(LARGE);
        for (long i = row; text.length() < LARGE; i++) {
            text.append(draw.pick(i, SENTENCE)).append(i % 9 == 0 ? '\n' : ' ');
        }
        text.setLength(LARGE);
        return text.toString();
    }

    static String sentence(Draw draw, long row) {
        return draw.pick(row, SENTENCE);
    }

    static String phone(Draw draw, long row) {
        return draw.percent(row, 70) ? "+49 30 " + (100_000 + draw.below(row + 1, 900_000)) : null;
    }

    static String street(Draw draw, long row) {
        String street = (1 + draw.below(row, 200)) + " " + draw.pick(row + 1, COMPANY) + " Street";
        return row % 6 == 2 ? street + "\nBuilding " + (char) ('A' + draw.below(row, 6)) : street;
    }

    /** A decimal number of cents below {@code limit} units. */
    static String money(Draw draw, long row, int limit) {
        long cents = draw.below(row, limit * 100L);
        return cents / 100 + "." + cents / 10 % 10 + cents % 10;
    }
}
