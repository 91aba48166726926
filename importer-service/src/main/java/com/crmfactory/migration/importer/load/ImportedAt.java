package com.crmfactory.migration.importer.load;

import java.sql.SQLDataException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** The moment of an import: now, or when the source was last modified if its clock is ahead of ours. */
final class ImportedAt {
    /** What PostgreSQL takes for the beginning of the transaction. */
    private static final String NOW = "now";
    private static final DateTimeFormatter STAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).appendPattern("[XXX][XX]").toFormatter();
    private static final String DATE = "0000-00-00T";

    private final Instant now;
    private final String dayBefore;

    /** @param clock microseconds since 1970 */
    ImportedAt(long clock) {
        this.now = Instant.EPOCH.plus(clock, ChronoUnit.MICROS);
        this.dayBefore = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1).toString();
    }

    /**
     * @param modified
     *            text of a moment; null for none
     * @return for a column of type timestamptz
     * @throws SQLDataException
     *             for a text that only PostgreSQL can judge
     */
    String of(String modified) throws SQLDataException {
        // No offset is longer than a day, so this answers for nearly all.
        if (modified == null || startsWithDate(modified) && modified.compareTo(dayBefore) < 0) {
            return NOW;
        }
        try {
            return OffsetDateTime.parse(modified, STAMP).toInstant().isAfter(now) ? modified : NOW;
        } catch (DateTimeParseException e) {
            // Its message quotes the value.
            throw new SQLDataException("a moment of another form", "22007");
        }
    }

    private static boolean startsWithDate(String text) {
        for (int i = 0; i < DATE.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : 0;
            if (DATE.charAt(i) == '0' ? c < '0' || c > '9' : c != DATE.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A date that every row has, even where Salesforce hides it. */
    static String orNow(String value) {
        return value == null ? NOW : value;
    }
}
