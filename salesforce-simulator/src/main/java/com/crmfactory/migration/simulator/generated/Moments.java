package com.crmfactory.migration.simulator.generated;

import java.time.LocalDate;

/** Prints days and seconds since 1970 as Bulk API 2.0 does; faster than the general formatters by far. */
final class Moments {

    static final long DAY = 86_400;
    static final long HOUR = 3_600;

    private Moments() {
    }

    static long day(int year, int month, int dayOfMonth) {
        return LocalDate.of(year, month, dayOfMonth).toEpochDay();
    }

    /** {@code 2024-09-24} of a day since 1970, which may be negative. */
    static String date(long epochDay) {
        char[] text = new char[10];
        date(text, epochDay);
        return new String(text);
    }

    /** {@code 2024-09-24T03:26:07.000Z} of a second since 1970. */
    static String instant(long epochSecond) {
        char[] text = new char[24];
        date(text, Math.floorDiv(epochSecond, DAY));
        int second = (int) Math.floorMod(epochSecond, DAY);
        text[10] = 'T';
        two(text, 11, second / 3600);
        text[13] = ':';
        two(text, 14, second / 60 % 60);
        text[16] = ':';
        two(text, 17, second % 60);
        ".000Z".getChars(0, 5, text, 19);
        return new String(text);
    }

    /** Civil date from days, with March as the first month of the reckoning. */
    private static void date(char[] text, long epochDay) {
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        two(text, 0, year / 100);
        two(text, 2, year % 100);
        text[4] = '-';
        two(text, 5, month);
        text[7] = '-';
        two(text, 8, dayOfYear - (153 * march + 2) / 5 + 1);
    }

    private static void two(char[] text, int at, int number) {
        text[at] = (char) ('0' + number / 10);
        text[at + 1] = (char) ('0' + number % 10);
    }
}
