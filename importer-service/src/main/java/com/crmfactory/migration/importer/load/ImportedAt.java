package com.crmfactory.migration.importer.load;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** The moment of an import: now, or when the source was last modified if its clock is ahead of ours. */
final class ImportedAt {
    /** What PostgreSQL takes for the beginning of the transaction. */
    private static final String NOW = "now";
    private static final DateTimeFormatter STAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).appendPattern("[XXX][XX]").toFormatter();
    private static final int DATE_LENGTH = 10;

    private final Instant now;
    private final String dayBefore;

    /** @param clock microseconds since 1970 */
    ImportedAt(long clock) {
        this.now = Instant.EPOCH.plus(clock, ChronoUnit.MICROS);
        this.dayBefore = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1).toString();
    }

    /**
     * @param modified
     *            canonical text of a moment; null for none
     * @return for a column of type timestamptz
     */
    String of(String modified) {
        // No offset is longer than a day, so this answers for nearly all.
        if (modified == null || modified.substring(0, DATE_LENGTH).compareTo(dayBefore) < 0) {
            return NOW;
        }
        return OffsetDateTime.parse(modified, STAMP).toInstant().isAfter(now) ? modified : NOW;
    }

    /** A date that every row has, even where Salesforce hides it. */
    static String orNow(String value) {
        return value == null ? NOW : value;
    }
}
