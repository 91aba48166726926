package com.crmfactory.migration.importer.transform;

import java.math.BigDecimal;

import com.crmfactory.migration.model.configuration.Transform;

/**
 * Turns the text of one cell into its canonical text form, so that the same value is the same text whether it came by
 * REST or by Bulk. Works on characters; no object per cell on the usual path.
 */
final class Cells {
    private static final int DATE_LENGTH = 10;
    private static final int SECONDS_END = 19;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    /** Beyond it a number is no amount, percentage or count of anybody's, and its plain form would fill the memory. */
    private static final int LARGEST_SCALE = 300;
    /** Zeros and spaces included; what is longer takes long to read and is none. */
    private static final int LONGEST_NUMBER = 1_000;

    private Cells() {
    }

    /** @return null if the text is no value of that kind */
    static String canonical(String text, Transform transform) {
        return switch (transform) {
            case NUMBER -> number(text);
            case BOOLEAN -> bool(text);
            case DATE -> isDate(text, DATE_LENGTH) ? text : null;
            case TIMESTAMP -> timestamp(text);
            case TEXT, PICKLIST, MULTI_PICKLIST, CASE_STATUS, REFERENCE, OWNER -> text;
        };
    }

    /** Nothing is left of it in the CRM. */
    static boolean isBlank(String text) {
        return text == null || text.isEmpty() || text.charAt(0) == 0 && text.chars().allMatch(c -> c == 0);
    }

    /**
     * Without what PostgreSQL cannot hold: NUL is dropped, half a surrogate pair becomes U+FFFD. Salesforce delivers
     * both now and then (NUL bytes are filtered by several public clients).
     */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c >= Character.MIN_SURROGATE) {
                return storable(text, i);
            }
        }
        return text;
    }

    /** @param from where the first character is that may have to go */
    private static String storable(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c) && !isPair(text, i)) {
                return repaired(text);
            }
            i += Character.isSurrogate(c) ? 1 : 0;
        }
        return text;
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static String repaired(String text) {
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints().filter(c -> c != 0)
                .forEach(c -> repaired.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                        ? 0xFFFD
                        : c));
        return repaired.toString();
    }

    private static String number(String text) {
        String plain = plainNumber(text);
        return plain == null ? anyNumber(text) : plain;
    }

    /**
     * As nearly all numbers are written: digits, and perhaps a point and more of them; no zeros in front.
     *
     * @return null if it is not
     */
    private static String plainNumber(String text) {
        int sign = text.startsWith("-") ? 1 : 0;
        int end = digitsEnd(text, sign);
        if (end == sign || end - sign > 1 && text.charAt(sign) == '0' || text.length() > LARGEST_SCALE) {
            return null;
        }
        if (end < text.length()) {
            int last = digitsEnd(text, end + 1);
            if (text.charAt(end) != '.' || last < text.length() || last == end + 1) {
                return null;
            }
            end = withoutZeros(text, end, last);
        }
        boolean isZero = end == sign + 1 && text.charAt(sign) == '0';
        return isZero ? "0" : text.substring(0, end);
    }

    /** The end of a number without the zeros at the end of its decimals, and without its point if none is left. */
    private static int withoutZeros(String text, int point, int end) {
        int last = end;
        while (text.charAt(last - 1) == '0') {
            last--;
        }
        return last - 1 == point ? point : last;
    }

    private static String anyNumber(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(text.strip());
            return Math.abs(value.scale()) > LARGEST_SCALE || value.precision() > LARGEST_SCALE
                    ? null
                    : value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String bool(String text) {
        return switch (text) {
            case "true", "TRUE", "True", "1" -> "true";
            case "false", "FALSE", "False", "0" -> "false";
            default -> null;
        };
    }

    /** REST writes {@code 2026-05-01T07:25:37.000+0000}, Bulk {@code 2026-05-01T07:25:37.000Z}; a day is its midnight. */
    private static String timestamp(String text) {
        if (text.length() == DATE_LENGTH) {
            return isDate(text, DATE_LENGTH) ? text + "T00:00:00.000Z" : null;
        }
        if (!isDate(text, text.length()) || !isTime(text)) {
            return null;
        }
        int end = SECONDS_END;
        if (end < text.length() && text.charAt(end) == '.') {
            int point = end;
            end = digitsEnd(text, point + 1);
            if (end == point + 1) {
                return null;
            }
        }
        if (end == text.length() - 1 && text.charAt(end) == 'Z') {
            return text;
        }
        String offset = offset(text.substring(end));
        return offset == null ? null : text.substring(0, end) + offset;
    }

    private static String offset(String text) {
        if (text.equals("Z") || text.equals("+0000") || text.equals("+00:00")) {
            return "Z";
        }
        boolean shaped = (text.length() == 5 || text.length() == 6 && text.charAt(3) == ':')
                && (text.charAt(0) == '+' || text.charAt(0) == '-');
        int hours = shaped ? digits(text, 1, 3) : -1;
        int minutes = shaped ? digits(text, text.length() - 2, text.length()) : -1;
        return hours < 0 || hours > 15 || minutes < 0 || minutes > 59 ? null : text;
    }

    private static boolean isDate(String text, int length) {
        if (text.length() != length || length < DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, DATE_LENGTH);
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return day <= (month == 2 && leap ? 29 : DAYS[month - 1]);
    }

    private static boolean isTime(String text) {
        if (text.length() < SECONDS_END || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':') {
            return false;
        }
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_END);
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
