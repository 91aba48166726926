package com.crmfactory.migration.simulator.api;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.crmfactory.migration.simulator.org.ObjectDescribe;
import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.org.Table;
import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /sobjects}: describeGlobal and describe, with the org-wide metadata stamp for conditional requests. */
final class DescribeResource {

    /** The keys of a describeGlobal entry. Source: facts §2, recorded. */
    private static final List<String> GLOBAL_KEYS = List.of("activateable", "associateEntityType",
            "associateParentEntity",
            "createable", "custom", "customSetting", "deepCloneable", "deletable", "deprecatedAndHidden", "feedEnabled",
            "hasSubtypes", "isInterface", "isSubtype", "keyPrefix", "label", "labelPlural", "layoutable", "mergeable",
            "mruEnabled", "name", "queryable", "replicateable", "retrieveable", "searchable", "triggerable",
            "undeletable",
            "updateable", "urls");
    private static final String RECORDED_VERSION = "/services/data/v\\d+\\.\\d+/";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Org org;
    private final Stats stats;
    private volatile Instant metadataChanged;
    private final Map<String, byte[]> served = new ConcurrentHashMap<>();

    DescribeResource(Org org, Stats stats, Instant metadataChanged) {
        this.org = org;
        this.stats = stats;
        this.metadataChanged = metadataChanged;
    }

    /** An administrator has changed something; the stamp is the whole org's. */
    void changed(Instant when) {
        // HTTP dates have no fractions.
        metadataChanged = when.truncatedTo(ChronoUnit.SECONDS);
    }

    ApiResponse global(ApiRequest request, int version, boolean tooling) {
        if (notModified(request)) {
            return stamped(ApiResponse.empty(304));
        }
        return stamped(ApiResponse.bytes(200, ApiResponse.JSON,
                served.computeIfAbsent((tooling ? "tooling" : "data") + version,
                        key -> bytes(globalJson(tooling), version, tooling))));
    }

    private ObjectNode globalJson(boolean tooling) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("encoding", "UTF-8").put("maxBatchSize", 200);
        ArrayNode sobjects = json.putArray("sobjects");
        if (!tooling && org.global() != null) {
            return json.set("sobjects", org.global());
        }
        (tooling ? org.toolingTables() : org.tables()).forEach(table -> sobjects.add(globalEntry(table.describe())));
        return json;
    }

    private static ObjectNode globalEntry(ObjectDescribe describe) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        GLOBAL_KEYS.forEach(key -> entry.set(key,
                describe.json().path(key).isMissingNode()
                        ? JsonNodeFactory.instance.nullNode()
                        : describe.json().get(key)));
        return entry;
    }

    ApiResponse describe(ApiRequest request, int version, String object, boolean tooling) {
        Table table = require(object, tooling);
        if (notModified(request)) {
            stats.notModified();
            return stamped(ApiResponse.empty(304));
        }
        return stamped(ApiResponse.bytes(200, ApiResponse.JSON, served.computeIfAbsent(
                tooling + table.describe().name() + version, key -> bytes(table.describe().json(), version, tooling))));
    }

    /** {@code /sobjects/X}: the describeGlobal entry and the recently used records, of which there are none. */
    ApiResponse basic(int version, String object, boolean tooling) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("objectDescribe", globalEntry(require(object, tooling).describe()));
        json.putArray("recentItems");
        return ApiResponse.bytes(200, ApiResponse.JSON, bytes(json, version, tooling));
    }

    Table require(String object, boolean tooling) {
        Table table = tooling ? org.toolingTable(object) : org.table(object);
        if (table == null) {
            stats.misuse("unknown_object", object);
            throw ApiError.notFound();
        }
        return table;
    }

    private static byte[] bytes(JsonNode json, int version, boolean tooling) {
        String base = "/services/data/v" + version + ".0/" + (tooling ? "tooling/" : "");
        return json.toString().replaceAll(RECORDED_VERSION + "(tooling/)?", base).getBytes(StandardCharsets.UTF_8);
    }

    private boolean notModified(ApiRequest request) {
        return request.header("if-modified-since").map(this::unchangedSince).orElse(false);
    }

    private boolean unchangedSince(String date) {
        try {
            return !metadataChanged
                    .isAfter(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            throw new ApiError(400, "INVALID_FIELD", "Bad If-Modified-Since header: " + date);
        }
    }

    private ApiResponse stamped(ApiResponse response) {
        return response.with("Last-Modified", HTTP_DATE.format(metadataChanged)).with("ETag",
                "\"" + Long.toHexString(metadataChanged.getEpochSecond()) + "\"");
    }
}
