package com.crmfactory.migration.importer.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Rows in the text form of PostgreSQL's COPY: tabs between values, {@code \N} for none, backslashes before what would be
 * mistaken. PostgreSQL reads each value by the same function as a cast of the text, so it becomes the same as in the
 * upsert.
 */
final class CopyText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int UUID_LENGTH = 36;

    private byte[] bytes = new byte[256 * 1024];
    private int length;
    private boolean inRow;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void text(String value) {
        if (value == null) {
            none();
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        begin(2 * utf8.length);
        int from = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b >= 0 && b <= '\\' && (b < ' ' || b == '\\')) {
                byte escape = escape(b);
                if (escape != 0) {
                    copy(utf8, from, i);
                    bytes[length++] = '\\';
                    bytes[length++] = escape;
                    from = i + 1;
                }
            }
        }
        copy(utf8, from, utf8.length);
    }

    private static byte escape(byte b) {
        return switch (b) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    void uuid(UUID value) {
        if (value == null) {
            none();
            return;
        }
        begin(UUID_LENGTH);
        hex(value.getMostSignificantBits() >>> 32, 8);
        bytes[length++] = '-';
        hex(value.getMostSignificantBits() >>> 16, 4);
        bytes[length++] = '-';
        hex(value.getMostSignificantBits(), 4);
        bytes[length++] = '-';
        hex(value.getLeastSignificantBits() >>> 48, 4);
        bytes[length++] = '-';
        hex(value.getLeastSignificantBits(), 12);
    }

    private void hex(long value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 15];
        }
    }

    void number(long value) {
        text(Long.toString(value));
    }

    private void none() {
        begin(2);
        bytes[length++] = '\\';
        bytes[length++] = 'N';
    }

    void endRow() {
        bytes[length++] = '\n';
        inRow = false;
    }

    private void begin(int more) {
        // One for the tab before and one for the end of the row.
        if (length + more + 2 > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more + 2));
        }
        if (inRow) {
            bytes[length++] = '\t';
        }
        inRow = true;
    }

    private void copy(byte[] source, int from, int to) {
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }
}
