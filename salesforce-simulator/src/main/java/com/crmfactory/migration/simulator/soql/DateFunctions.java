package com.crmfactory.migration.simulator.soql;

import java.time.LocalDate;
import java.util.function.ToIntFunction;

/** The date functions of WHERE and GROUP BY, in UTC; fiscal years are calendar years. */
final class DateFunctions {

    private DateFunctions() {
    }

    /** The operand's own column, or that of the function over it. */
    static Column column(Soql soql, Soql.Operand operand, Paths paths) {
        if (operand.function().isEmpty()) {
            return paths.resolve(operand);
        }
        Column field = paths.resolve(operand);
        return switch (operand.function().get()) {
            case "CALENDAR_YEAR", "FISCAL_YEAR" -> number(field, LocalDate::getYear);
            case "CALENDAR_MONTH", "FISCAL_MONTH" -> number(field, LocalDate::getMonthValue);
            case "CALENDAR_QUARTER", "FISCAL_QUARTER" -> number(field, day -> (day.getMonthValue() + 2) / 3);
            case "DAY_IN_MONTH" -> number(field, LocalDate::getDayOfMonth);
            case "DAY_IN_YEAR" -> number(field, LocalDate::getDayOfYear);
            case "DAY_IN_WEEK" -> number(field, day -> day.getDayOfWeek().getValue() % 7 + 1);
            case "DAY_ONLY" -> derived(field, "date", text -> text.substring(0, 10));
            case "HOUR_IN_DAY" ->
                derived(field, "int", text -> String.valueOf(Integer.parseInt(text.substring(11, 13))));
            default -> throw new SoqlException("MALFORMED_QUERY", soql.text(), operand.at(),
                    "unexpected token: '" + operand.function().get() + "'");
        };
    }

    private static Column number(Column field, ToIntFunction<LocalDate> part) {
        return derived(field, "int", text -> String.valueOf(part.applyAsInt(LocalDate.parse(text.substring(0, 10)))));
    }

    private static Column derived(Column field, String type, java.util.function.UnaryOperator<String> function) {
        return new Column(field.heading(), field.hops(), field.name(), type, new Column.Traits(true, true, true, true),
                row -> {
                    String value = field.value().at(row);
                    return value == null ? null : function.apply(value);
                });
    }
}
