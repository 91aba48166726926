package com.crmfactory.migration.importer.run;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.configuration.Transform;

/** What a field of a random org holds: usual values, odd ones that must be taken all the same, and refused ones. */
enum Cell {
    NAME("string", Transform.TEXT),
    /** An index is over it, so that PostgreSQL refuses what is too long. */
    INDEXED_NAME("string", Transform.TEXT), INDEXED_EMAIL("email", Transform.TEXT), EMAIL("email", Transform.TEXT),
    WEBSITE("url", Transform.TEXT), TEXT("textarea", Transform.TEXT), AMOUNT("currency", Transform.NUMBER),
    /** Numbers that people type into a text field. */
    TYPED_NUMBER("string", Transform.NUMBER), DAY("date", Transform.DATE), INSTANT("datetime", Transform.TIMESTAMP),
    FLAG("boolean", Transform.BOOLEAN), TYPED_FLAG("string", Transform.BOOLEAN),
    STATUS("picklist", Transform.CASE_STATUS);

    private static final int LONG = 5_000;
    /** Even packed it is longer than the third of a page that an index takes. */
    private static final int TOO_LONG = 12_000;
    private static final int DISTINCT = 25;
    private static final List<String> NAMES = List.of("Acme %d", "ACME,  %d", "acme-%d", "Übermut %d 𝄞", "O'Neill %d");
    private static final List<String> EMAILS = List.of("p%d@people.example", "P%d@People.example ", "q+%d@x.example");
    private static final List<String> WEBSITES = List.of("http://www.c%d.example/x", "c%d.example",
            "HTTPS://C%d.EXAMPLE",
            "no address %d", "http://[%d");
    private static final List<String> TEXTS = List.of("plain", "a\u0000b", "\u0000", "\\N", "\\.", "a\tb\\c",
            "two\nlines\r\n", "quote \" and ' and ;", "{\"a\":1}", " ", "\b\f\u007f\u2028", "中 𝄞 é", ",\"\",");
    private static final List<String> NUMBERS = List.of("3.5E8", "0.0", "-0.00", "1e-7",
            "12345678901234567890.123456789",
            "1E299", "-1", "007");
    private static final List<String> NO_NUMBERS = List.of("n/a", "NaN", "1E999999999", "12,5", "0x10", "-", "1_000");
    private static final List<String> DAYS = List.of("2024-02-29", "0001-01-01", "9999-12-31", "1582-10-10");
    private static final List<String> NO_DAYS = List.of("2023-02-29", "0000-01-01", "10000-01-01", "yesterday",
            "2024-1-1");
    private static final List<String> INSTANTS = List.of("2026-05-01T07:25:37.000Z", "1969-12-31T23:59:59.999Z",
            "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "2024-02-29T12:00:00-15:30", "2024-02-29");
    private static final List<String> NO_INSTANTS = List.of("2026-05-01T25:00:00.000Z", "2026-05-01 07:25:37",
            "2026-05-01T07:25:37.000CEST", "soon");
    private static final List<String> STATUSES = List.of("New", "Working", "Escalated", "Closed");

    private final String type;
    private final Transform transform;

    Cell(String type, Transform transform) {
        this.type = type;
        this.transform = transform;
    }

    /** In Salesforce's describe. */
    String type() {
        return type;
    }

    Transform transform() {
        return transform;
    }

    /** A value with which a record can be imported. */
    String good(Random random) {
        return switch (this) {
            case NAME, INDEXED_NAME -> one(NAMES, random).formatted(random.nextInt(DISTINCT));
            case EMAIL, INDEXED_EMAIL -> one(EMAILS, random).formatted(random.nextInt(DISTINCT));
            case WEBSITE -> one(WEBSITES, random).formatted(random.nextInt(DISTINCT));
            case TEXT -> random.nextInt(20) == 0 ? letters(LONG, random) : one(TEXTS, random);
            case AMOUNT, TYPED_NUMBER -> one(NUMBERS, random);
            case DAY -> one(DAYS, random);
            case INSTANT -> one(INSTANTS, random);
            case FLAG, TYPED_FLAG -> String.valueOf(random.nextBoolean());
            case STATUS -> one(STATUSES, random);
        };
    }

    /** A value with which it cannot; null if there is none that an org could deliver. */
    String bad(Random random) {
        return switch (this) {
            case NAME, EMAIL, WEBSITE, TEXT, AMOUNT, FLAG -> null;
            case INDEXED_NAME, INDEXED_EMAIL -> letters(TOO_LONG, random);
            case TYPED_NUMBER -> one(NO_NUMBERS, random);
            case DAY -> one(NO_DAYS, random);
            case INSTANT -> one(NO_INSTANTS, random);
            case TYPED_FLAG -> "perhaps";
            case STATUS -> "Parked";
        };
    }

    private static String letters(int length, Random random) {
        return random.ints(length, 'A', '~').mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String one(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
