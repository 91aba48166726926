package com.crmfactory.migration.salesforce;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** An allowance of the org, accurate within about five minutes. */
public record Limit(long max, long remaining) {

    /** Entries of another shape, such as those per app, are left out. */
    static Map<String, Limit> byName(JsonNode answer) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        answer.properties().forEach(entry -> {
            JsonNode limit = entry.getValue();
            if (limit.path("Max").isNumber() && limit.path("Remaining").isNumber()) {
                limits.put(entry.getKey(), new Limit(limit.get("Max").asLong(), limit.get("Remaining").asLong()));
            }
        });
        return limits;
    }
}
