package com.crmfactory.migration.analyzer.org;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Web addresses as people write them, reduced to the domain that they lead to. */
final class Domains {
    private Domains() {
    }

    /** {@code HTTPS://www.Example.com/about} → {@code example.com}; empty if there is none. */
    static String of(String website) {
        return website.strip().toLowerCase(Locale.ROOT).replaceFirst("^[a-z][a-z0-9+.-]*://", "")
                .replaceFirst("^www\\.", "").replaceFirst("[/?#:].*$", "");
    }

    /**
     * How many domains stand on more than one record.
     *
     * @param rows
     *            {@code Website} and its number of records {@code n}
     */
    static long shared(Collection<JsonNode> rows) {
        Map<String, Long> records = new HashMap<>();
        rows.forEach(row -> records.merge(of(row.path("Website").asText()), row.path("n").asLong(), Long::sum));
        records.remove("");
        return records.values().stream().filter(number -> number > 1).count();
    }
}
