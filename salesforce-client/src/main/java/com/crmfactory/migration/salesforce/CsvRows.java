package com.crmfactory.migration.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of CSV as the Bulk API writes it (RFC 4180, UTF-8, quoted cells), made from the bytes as they arrive: each text is
 * made once. Strict, since what is not well-formed was cut off or damaged on its way: every row has as many cells as the
 * first, a quote that opens is closed, nothing but a separator follows it, and the last row ends as all others do. If it
 * did not have to, a page that was cut off behind the first quote of a pair would look whole; that it does is what
 * Salesforce's own command line relies on when it puts pages behind each other
 * (<a href="https://github.com/salesforcecli/plugin-data/blob/main/src/bulkUtils.ts">bulkUtils.ts</a>). Lines end with LF,
 * CR LF or CR; blank ones are passed over. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvRows {
    private static final int BUFFER = 64 * 1024;
    /**
     * Bytes of a cell at most: far more than the 131,072 characters of the longest field
     * (<a href="https://help.salesforce.com/s/articleView?id=sf.custom_field_types.htm">Salesforce, Custom Field
     * Types</a>), and far less than would be read if a quote that is missing never came.
     */
    private static final int LONGEST_CELL = 16 * 1024 * 1024;
    private static final int NO_WIDTH = -1;
    private static final byte SEPARATOR = ',';

    private final InputStream in;
    private byte[] bytes = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean ended;
    private int width = NO_WIDTH;

    CsvRows(InputStream in) {
        this.in = in;
    }

    /** Bytes that are no CSV. The message says nothing of them, since it may be logged. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    /**
     * The next row, the caller's to keep; null for a cell without text.
     *
     * @return null after the last row
     * @throws Malformed
     *             for what is no CSV, or was cut off
     */
    String[] next() throws IOException {
        while (isThere() && isLineEnd(bytes[position])) {
            position++;
        }
        if (!isThere()) {
            return null;
        }
        if (width == NO_WIDTH) {
            return first();
        }
        String[] row = new String[width];
        for (int i = 0; i < width; i++) {
            row[i] = cell();
            boolean last = i == width - 1;
            if (last == goBehindCell()) {
                throw new Malformed("a row has more or fewer cells than the first");
            }
        }
        return row;
    }

    private String[] first() throws IOException {
        List<String> row = new ArrayList<>();
        do {
            row.add(cell());
        } while (goBehindCell());
        width = row.size();
        return row.toArray(String[]::new);
    }

    /** Goes behind what ended the cell that was just read; tells whether another one of its row follows. */
    private boolean goBehindCell() throws IOException {
        if (!isThere()) {
            throw new Malformed("the last row does not end");
        }
        byte end = bytes[position++];
        if (end != SEPARATOR && !isLineEnd(end)) {
            throw new Malformed("something follows a closing quote");
        }
        return end == SEPARATOR;
    }

    /** Reads a cell and stops before what ends it. */
    private String cell() throws IOException {
        if (!isThere() || bytes[position] != '"') {
            return bare();
        }
        position++;
        return quoted();
    }

    private String bare() throws IOException {
        int length = 0;
        while (has(length) && bytes[position + length] != SEPARATOR && !isLineEnd(bytes[position + length])) {
            length++;
        }
        return taken(length);
    }

    private String quoted() throws IOException {
        int length = 0;
        int escaped = 0;
        while (true) {
            length = upToQuote(length);
            if (!has(length + 1) || bytes[position + length + 1] != '"') {
                break;
            }
            escaped++;
            length += 2;
        }
        String text = escaped == 0 ? taken(length) : unescaped(length, escaped);
        position++;
        return text;
    }

    /** @return how many bytes of the cell lie before its next quote */
    private int upToQuote(int from) throws IOException {
        int length = from;
        do {
            byte[] present = bytes;
            int end = limit;
            int at = position + length;
            while (at < end && present[at] != '"') {
                at++;
            }
            length = at - position;
            if (at < end) {
                return length;
            }
        } while (has(length));
        throw new Malformed("a quote is not closed");
    }

    private String unescaped(int length, int escaped) {
        byte[] text = new byte[length - escaped];
        int to = 0;
        for (int i = 0; i < length; i++) {
            byte next = bytes[position + i];
            text[to++] = next;
            if (next == '"') {
                i++;
            }
        }
        position += length;
        return new String(text, StandardCharsets.UTF_8);
    }

    private String taken(int length) {
        String text = length == 0 ? null : new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    private boolean isThere() throws IOException {
        return has(0);
    }

    /** Whether there is a byte so far behind the position; reads on for it, and keeps what lies between. */
    private boolean has(int offset) throws IOException {
        while (position + offset >= limit) {
            if (ended) {
                return false;
            }
            readOn();
        }
        return true;
    }

    private void readOn() throws IOException {
        int kept = limit - position;
        if (kept > LONGEST_CELL) {
            throw new Malformed("a cell does not end");
        }
        byte[] to = kept > bytes.length / 2 ? new byte[2 * bytes.length] : bytes;
        System.arraycopy(bytes, position, to, 0, kept);
        bytes = to;
        position = 0;
        limit = kept;
        int read = in.read(bytes, limit, bytes.length - limit);
        ended = read < 0;
        limit += Math.max(0, read);
    }
}
