package com.crmfactory.migration.simulator.soql;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

import com.crmfactory.migration.simulator.org.Ids;

/** Where a value stands against a literal: the meaning of {@code =}, {@code <} and {@code >} for each field type. */
final class Bounds {

    /** Negative when the value comes before the literal, 0 when it equals it or lies in it, positive after. */
    @FunctionalInterface
    interface Bound {
        int place(String value);
    }

    private static final DateTimeFormatter CANONICAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'",
            Locale.ROOT);
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).appendPattern("[XXX][XX][X]").toFormatter(Locale.ROOT);

    private final Soql query;
    private final Clock clock;

    Bounds(Soql query, Clock clock) {
        this.query = query;
        this.clock = clock;
    }

    /** @throws SoqlException when the literal is of another kind than the column */
    Bound of(Column column, int at, Soql.Literal literal) {
        return switch (column.type()) {
            case "boolean" -> literal instanceof Soql.Bool bool
                    ? value -> value.compareTo(String.valueOf(bool.value()))
                    : wrongType(column, at, "boolean", false);
            case "int", "long", "double", "currency", "percent" -> literal instanceof Soql.Number number
                    ? number(new BigDecimal(number.digits()))
                    : wrongType(column, at, column.type(), false);
            case "date" -> date(column, at, literal);
            case "datetime" -> dateTime(column, at, literal);
            case "time" -> literal instanceof Soql.Moment time
                    ? value -> value.compareTo(time.text())
                    : wrongType(column, at, "time", false);
            case "id", "reference" -> literal instanceof Soql.Text text
                    ? id(text.value())
                    : wrongType(column, at, "string", true);
            default -> literal instanceof Soql.Text text
                    ? value -> value.compareToIgnoreCase(text.value())
                    : wrongType(column, at, "string", true);
        };
    }

    private static Bound number(BigDecimal literal) {
        return value -> new BigDecimal(value).compareTo(literal);
    }

    private static Bound id(String text) {
        if (text.isEmpty()) {
            return value -> 1;
        }
        if (!text.matches("[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18}") && text.matches(".*[^\\w-].*")) {
            throw new SoqlException("INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + text);
        }
        if (text.length() != 15 && !Ids.valid(text)) {
            // Names of setup objects stand in reference columns too (EntityDefinitionId = 'Account').
            return value -> value.compareTo(text);
        }
        String key = text.substring(0, 15);
        return value -> (value.length() == 18 ? value.substring(0, 15) : value).compareTo(key);
    }

    private Bound date(Column column, int at, Soql.Literal literal) {
        if (literal instanceof Soql.DateFormula formula) {
            DateRange range = range(formula, at);
            return between(range.from().toString(), range.until().toString());
        }
        if (literal instanceof Soql.Moment moment && moment.text().length() == 10) {
            return value -> value.compareTo(moment.text());
        }
        return wrongType(column, at, "date", false);
    }

    private Bound dateTime(Column column, int at, Soql.Literal literal) {
        if (literal instanceof Soql.DateFormula formula) {
            DateRange range = range(formula, at);
            return between(range.from() + "T00:00:00.000Z", range.until() + "T00:00:00.000Z");
        }
        if (literal instanceof Soql.Moment moment && moment.text().length() > 10) {
            String canonical = canonical(moment.text(), at);
            return value -> value.compareTo(canonical);
        }
        return wrongType(column, at, "dateTime", false);
    }

    private DateRange range(Soql.DateFormula formula, int at) {
        return DateRange.of(formula.text(), LocalDate.now(clock.withZone(ZoneOffset.UTC)))
                .orElseThrow(() -> new SoqlException("MALFORMED_QUERY", query.text(), at,
                        "the date formula " + formula.text() + " is not evaluated by this simulator"));
    }

    private String canonical(String written, int at) {
        try {
            return CANONICAL.format(OffsetDateTime.parse(written, WRITTEN).withOffsetSameInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new SoqlException("MALFORMED_QUERY", query.text(), at, "unexpected token: '" + written + "'");
        }
    }

    private static Bound between(String from, String until) {
        return value -> value.compareTo(from) < 0 ? -1 : value.compareTo(until) < 0 ? 0 : 1;
    }

    private Bound wrongType(Column column, int at, String type, boolean quoted) {
        throw new SoqlException("INVALID_FIELD", query.text(), at,
                "value of filter criterion for field '" + column.name()
                        + "' must be of type " + type + " and should " + (quoted ? "" : "not ")
                        + "be enclosed in quotes");
    }
}
