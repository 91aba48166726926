package com.crmfactory.migration.importer.load;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLDataException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;

import com.crmfactory.migration.model.target.ColumnType;

/**
 * Rows in the binary form of PostgreSQL's COPY, which costs the database a fifth less than text. Values come in the
 * canonical text form that the transformation makes; each becomes what a cast of that text becomes in the upsert. What
 * only PostgreSQL can judge is refused, so that the upsert meets it.
 *
 * @see <a href="https://www.postgresql.org/docs/15/sql-copy.html">COPY, Binary Format</a>
 */
final class CopyBinary {
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0,
            0, 0, 0};
    private static final long POSTGRES_EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long SECONDS_A_DAY = 86_400;
    private static final int NONE = -1;
    private static final int DATE_END = 10;
    private static final int SECONDS_END = 19;
    private static final int MOST_FRACTION_DIGITS = 6;
    /** A numeric is digits to the base of 10,000. */
    private static final int DIGIT_LENGTH = 4;
    private static final int NEGATIVE = 0x4000;
    private static final int JSONB_VERSION = 1;

    private byte[] bytes = new byte[256 * 1024];
    private int length;

    CopyBinary() {
        raw(HEADER);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void row(int columns) {
        room(Short.BYTES);
        int16(columns);
    }

    void end() {
        room(Short.BYTES);
        int16(NONE);
    }

    /**
     * @param value
     *            canonical text; null for none
     * @throws SQLDataException
     *             for what is not canonical
     */
    void value(String value, ColumnType type) throws SQLDataException {
        if (value == null) {
            none();
            return;
        }
        switch (type) {
            case TEXT -> text(value);
            case NUMERIC -> numeric(value);
            case BOOLEAN -> bool(value);
            case TIMESTAMP -> timestamp(micros(value));
            case DATE -> date(value);
        }
    }

    void text(String value) {
        if (value == null) {
            none();
            return;
        }
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + encoded.length);
        size(encoded.length);
        raw(encoded);
    }

    /** A JSON document, or none. */
    void jsonb(String value) {
        if (value == null) {
            none();
            return;
        }
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + 1 + encoded.length);
        size(1 + encoded.length);
        bytes[length++] = JSONB_VERSION;
        raw(encoded);
    }

    void uuid(UUID value) {
        if (value == null) {
            none();
            return;
        }
        room(Integer.BYTES + 2 * Long.BYTES);
        size(2 * Long.BYTES);
        int64(value.getMostSignificantBits());
        int64(value.getLeastSignificantBits());
    }

    void bigint(long value) {
        room(Integer.BYTES + Long.BYTES);
        size(Long.BYTES);
        int64(value);
    }

    /** @param micros since 1970 */
    void timestamp(long micros) {
        room(Integer.BYTES + Long.BYTES);
        size(Long.BYTES);
        int64(micros - POSTGRES_EPOCH_DAY * SECONDS_A_DAY * MICROS_A_SECOND);
    }

    /**
     * @param text
     *            {@code 2026-05-01T07:25:37[.000000](Z|±hh:mm|±hhmm)}
     * @return microseconds since 1970
     * @throws SQLDataException
     *             for any other text
     */
    static long micros(String text) throws SQLDataException {
        if (text.length() <= SECONDS_END || text.charAt(DATE_END) != 'T') {
            throw malformed();
        }
        long seconds = day(text) * SECONDS_A_DAY + digits(text, 11, 13) * 3_600L + digits(text, 14, 16) * 60L
                + digits(text, 17, SECONDS_END);
        long fraction = 0;
        int at = SECONDS_END;
        if (text.charAt(at) == '.') {
            int places = 0;
            for (at++; at < text.length() && Character.isDigit(text.charAt(at)); at++) {
                fraction = fraction * 10 + digits(text, at, at + 1);
                places++;
            }
            if (places == 0 || places > MOST_FRACTION_DIGITS) {
                throw malformed();
            }
            for (; places < MOST_FRACTION_DIGITS; places++) {
                fraction *= 10;
            }
        }
        return (seconds - offset(text, at)) * MICROS_A_SECOND + fraction;
    }

    private static long offset(String text, int at) throws SQLDataException {
        int rest = text.length() - at;
        if (rest == 1 && text.charAt(at) == 'Z') {
            return 0;
        }
        boolean shaped = (rest == 5 || rest == 6 && text.charAt(at + 3) == ':')
                && (text.charAt(at) == '+' || text.charAt(at) == '-');
        if (!shaped) {
            throw malformed();
        }
        long seconds = digits(text, at + 1, at + 3) * 3_600L
                + digits(text, text.length() - 2, text.length()) * 60L;
        return text.charAt(at) == '-' ? -seconds : seconds;
    }

    /** Days since 1970 of the date that a text begins with. */
    private static long day(String text) throws SQLDataException {
        try {
            return LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, DATE_END)).toEpochDay();
        } catch (DateTimeException e) {
            // Its message quotes the value.
            throw malformed();
        }
    }

    private static int digits(String text, int from, int to) throws SQLDataException {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw malformed();
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    private void date(String value) throws SQLDataException {
        if (value.length() != DATE_END) {
            throw malformed();
        }
        long days = day(value) - POSTGRES_EPOCH_DAY;
        room(2 * Integer.BYTES);
        size(Integer.BYTES);
        int32(length, (int) days);
        length += Integer.BYTES;
    }

    private void bool(String value) throws SQLDataException {
        boolean known = "true".equals(value) || "false".equals(value);
        if (!known) {
            throw malformed();
        }
        room(Integer.BYTES + 1);
        size(1);
        bytes[length++] = (byte) ("true".equals(value) ? 1 : 0);
    }

    /** Sign, digits to the base of 10,000 and the place of the first of them, without zeros at either end. */
    private void numeric(String value) throws SQLDataException {
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw malformed();
        }
        String plain = number.abs().toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String fraction = point < 0 ? "" : plain.substring(point + 1);
        String padded = "0".repeat(-whole.length() & DIGIT_LENGTH - 1) + whole + fraction
                + "0".repeat(-fraction.length() & DIGIT_LENGTH - 1);
        int first = 0;
        int end = padded.length() / DIGIT_LENGTH;
        while (first < end && digit(padded, first) == 0) {
            first++;
        }
        while (end > first && digit(padded, end - 1) == 0) {
            end--;
        }
        int digits = end - first;
        int weight = digits == 0 ? 0 : (whole.length() + DIGIT_LENGTH - 1) / DIGIT_LENGTH - 1 - first;
        int size = (4 + digits) * Short.BYTES;
        room(Integer.BYTES + size);
        size(size);
        int16(digits);
        int16(weight);
        int16(number.signum() < 0 ? NEGATIVE : 0);
        int16(fraction.length());
        for (int i = first; i < end; i++) {
            int16(digit(padded, i));
        }
    }

    private static int digit(String padded, int i) throws SQLDataException {
        return digits(padded, i * DIGIT_LENGTH, (i + 1) * DIGIT_LENGTH);
    }

    /** Without the value: what is thrown may be logged. */
    private static SQLDataException malformed() {
        return new SQLDataException("a value that is not canonical", "22000");
    }

    private void none() {
        room(Integer.BYTES);
        size(NONE);
    }

    private void raw(byte[] source) {
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private void size(int bytesThatFollow) {
        int32(length, bytesThatFollow);
        length += Integer.BYTES;
    }

    private void int16(int value) {
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void int32(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private void int64(long value) {
        int32(length, (int) (value >>> 32));
        int32(length + Integer.BYTES, (int) value);
        length += Long.BYTES;
    }
}
