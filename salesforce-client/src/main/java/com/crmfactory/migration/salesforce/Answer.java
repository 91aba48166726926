package com.crmfactory.migration.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Status, headers and a body that is still arriving. */
record Answer(int status, HttpHeaders headers, PatientBody raw) {
    private static final int BUFFER = 32 * 1024;

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body, unpacked. Blocks while it reads the gzip header. */
    InputStream body() throws IOException {
        boolean packed = header("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
        boolean empty = headers.firstValueAsLong("Content-Length").orElse(-1) == 0;
        return packed && !empty ? new GZIPInputStream(raw, BUFFER) : raw;
    }

    /** {@code Retry-After} as a duration, whether seconds or a date; null if absent or unreadable. */
    Duration retryAfter() {
        String text = header("Retry-After").map(String::strip).orElse("");
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Duration left = Duration.between(Instant.now(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
