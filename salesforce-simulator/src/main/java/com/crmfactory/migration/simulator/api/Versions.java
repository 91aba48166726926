package com.crmfactory.migration.simulator.api;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The API versions an org offers. Source: facts §0 – v31 is the oldest offered in 2026, v67 the newest; 21 to 30 are retired. */
final class Versions {

    private static final int OLDEST_KNOWN = 20;
    private static final int OLDEST_OFFERED = 31;
    private static final int NEWEST = 67;
    private static final List<String> SEASONS = List.of("Winter", "Spring", "Summer");
    private static final List<String> RESOURCES = List.of("sobjects", "query", "queryAll", "limits", "composite",
            "tooling", "jobs", "search", "recent");

    private Versions() {
    }

    static ArrayNode list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int version = OLDEST_OFFERED; version <= NEWEST; version++) {
            list.addObject().put("label", label(version)).put("url", "/services/data/v" + version + ".0").put("version",
                    version + ".0");
        }
        return list;
    }

    /** v31 is Summer '14; three releases a year, Winter carrying the next year's number. */
    private static String label(int version) {
        int releases = version - 29;
        return SEASONS.get(releases % 3) + " '" + (14 + releases / 3);
    }

    /**
     * The number of a path's version segment.
     *
     * @throws ApiError 410 for a retired one, 404 for one that never was
     */
    static int require(String segment) {
        if (!segment.matches("v\\d{2}\\.0")) {
            throw ApiError.notFound();
        }
        int version = Integer.parseInt(segment.substring(1, 3));
        if (version > NEWEST || version <= OLDEST_KNOWN) {
            throw ApiError.notFound();
        }
        if (version < OLDEST_OFFERED) {
            throw new ApiError(410, "UNSUPPORTED_API_VERSION",
                    "The requested resource is no longer available because API version " + version + ".0 is retired.");
        }
        return version;
    }

    static ObjectNode resources(int version, String identity) {
        ObjectNode resources = JsonNodeFactory.instance.objectNode();
        RESOURCES.forEach(name -> resources.put(name, "/services/data/v" + version + ".0/" + name));
        return resources.put("identity", identity);
    }
}
