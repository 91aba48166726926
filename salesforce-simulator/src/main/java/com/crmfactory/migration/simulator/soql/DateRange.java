package com.crmfactory.migration.simulator.soql;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The days a SOQL date formula stands for, in UTC and with weeks that start on Sunday; {@code until} is excluded. */
record DateRange(LocalDate from, LocalDate until) {

    private static final Pattern RELATIVE = Pattern.compile("(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)");
    private static final Pattern COUNTED = Pattern
            .compile("(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S:(\\d+)|N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO:(\\d+)");

    /** Fiscal years are calendar years here. */
    static Optional<DateRange> of(String formula, LocalDate today) {
        String text = formula.replace("FISCAL_", "");
        switch (text) {
            case "TODAY" :
                return Optional.of(unit("DAY", today, 0, 1));
            case "YESTERDAY" :
                return Optional.of(unit("DAY", today, -1, 1));
            case "TOMORROW" :
                return Optional.of(unit("DAY", today, 1, 1));
            case "LAST_90_DAYS" :
                return Optional.of(new DateRange(today.minusDays(90), today.plusDays(1)));
            case "NEXT_90_DAYS" :
                return Optional.of(unit("DAY", today, 1, 90));
            default :
                return counted(text, today);
        }
    }

    private static Optional<DateRange> counted(String text, LocalDate today) {
        Matcher relative = RELATIVE.matcher(text);
        if (relative.matches()) {
            int shift = relative.group(1).equals("LAST") ? -1 : relative.group(1).equals("THIS") ? 0 : 1;
            return Optional.of(unit(relative.group(2), today, shift, 1));
        }
        Matcher counted = COUNTED.matcher(text);
        if (!counted.matches()) {
            return Optional.empty();
        }
        if (counted.group(4) != null) {
            return Optional.of(unit(counted.group(4), today, -Integer.parseInt(counted.group(5)), 1));
        }
        int count = Integer.parseInt(counted.group(3));
        boolean last = counted.group(1).equals("LAST");
        if (last && counted.group(2).equals("DAY")) {
            return Optional.of(new DateRange(today.minusDays(count), today.plusDays(1)));
        }
        return Optional.of(unit(counted.group(2), today, last ? -count : 1, count));
    }

    private static DateRange unit(String unit, LocalDate today, int shift, int count) {
        return switch (unit) {
            case "DAY" -> new DateRange(today.plusDays(shift), today.plusDays(shift + count));
            case "WEEK" -> {
                LocalDate start = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)).plusWeeks(shift);
                yield new DateRange(start, start.plusWeeks(count));
            }
            case "MONTH" -> {
                LocalDate start = today.withDayOfMonth(1).plusMonths(shift);
                yield new DateRange(start, start.plusMonths(count));
            }
            case "QUARTER" -> {
                LocalDate start = today.withDayOfMonth(1).withMonth((today.getMonthValue() - 1) / 3 * 3 + 1)
                        .plusMonths(3L * shift);
                yield new DateRange(start, start.plusMonths(3L * count));
            }
            case "YEAR" -> {
                LocalDate start = today.withDayOfYear(1).plusYears(shift);
                yield new DateRange(start, start.plusYears(count));
            }
            default -> throw new IllegalArgumentException(unit);
        };
    }
}
