package com.crmfactory.migration.simulator.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import com.crmfactory.migration.simulator.api.ApiResponse.Sink;

/**
 * CSV as Bulk API 2.0 prints it: every header and value quoted, quotes doubled, line breaks kept raw, null as {@code ""},
 * UTF-8 without a mark. Source: facts §4.
 */
final class Csv {

    private static final Map<String, Character> DELIMITERS = Map.of("COMMA", ',', "TAB", '\t', "PIPE", '|', "SEMICOLON",
            ';', "CARET", '^', "BACKQUOTE", '`');
    private static final int FLUSH_AT = 256 * 1024;

    private final Sink sink;
    private final byte delimiter;
    private final boolean crlf;
    private byte[] buffer = new byte[FLUSH_AT + 64 * 1024];
    private int length;
    private boolean lineStarted;

    Csv(Sink sink, String columnDelimiter, String lineEnding) {
        this.sink = sink;
        this.delimiter = (byte) DELIMITERS.get(columnDelimiter).charValue();
        this.crlf = lineEnding.equals("CRLF");
    }

    static boolean delimiter(String name) {
        return DELIMITERS.containsKey(name);
    }

    void value(String value) {
        int characters = value == null ? 0 : value.length();
        ensure(characters * 3 + 8);
        if (lineStarted) {
            buffer[length++] = delimiter;
        }
        lineStarted = true;
        buffer[length++] = '"';
        if (characters > 0) {
            text(value, characters);
        }
        buffer[length++] = '"';
    }

    private void text(String value, int characters) {
        for (int i = 0; i < characters; i++) {
            char c = value.charAt(i);
            if (c == '"') {
                ensure((characters - i) * 3 + 8);
                buffer[length++] = '"';
                buffer[length++] = '"';
            } else if (c < 0x80) {
                buffer[length++] = (byte) c;
            } else {
                int end = i + 1;
                while (end < characters && value.charAt(end) >= 0x80) {
                    end++;
                }
                byte[] bytes = value.substring(i, end).getBytes(StandardCharsets.UTF_8);
                ensure(bytes.length + (characters - end) * 3 + 8);
                System.arraycopy(bytes, 0, buffer, length, bytes.length);
                length += bytes.length;
                i = end - 1;
            }
        }
    }

    void endLine() throws IOException {
        if (crlf) {
            buffer[length++] = '\r';
        }
        buffer[length++] = '\n';
        lineStarted = false;
        if (length >= FLUSH_AT) {
            flush();
        }
    }

    void flush() throws IOException {
        if (length > 0) {
            sink.write(buffer, length);
            length = 0;
        }
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
