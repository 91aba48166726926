package com.crmfactory.migration.simulator.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.org.Table;
import com.crmfactory.migration.simulator.soql.Query;
import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /limits} and {@code /limits/recordCount}. */
final class LimitsResource {

    /** What a Developer Edition shows. Source: facts §3. */
    private static final Map<String, Integer> DEFAULTS = defaults();

    private final Org org;
    private final Stats stats;

    LimitsResource(Org org, Stats stats) {
        this.org = org;
        this.stats = stats;
    }

    private static Map<String, Integer> defaults() {
        Map<String, Integer> limits = new LinkedHashMap<>();
        limits.put("ConcurrentAsyncGetReportInstances", 200);
        limits.put("ConcurrentSyncReportRuns", 20);
        limits.put("DailyApiRequests", 15_000);
        limits.put("DailyAsyncApexExecutions", 250_000);
        limits.put("DailyBulkApiBatches", 15_000);
        limits.put("DailyBulkV2QueryFileStorageMB", 976_562);
        limits.put("DailyBulkV2QueryJobs", 10_000);
        limits.put("DailyStreamingApiEvents", 10_000);
        limits.put("DataStorageMB", 1_024);
        limits.put("FileStorageMB", 1_024);
        limits.put("HourlyAsyncReportRuns", 1_200);
        limits.put("HourlySyncReportRuns", 500);
        limits.put("SingleEmail", 15);
        return limits;
    }

    int dailyApiRequests() {
        return org.limits() == null
                ? DEFAULTS.get("DailyApiRequests")
                : org.limits().path("DailyApiRequests").path("Max").asInt(DEFAULTS.get("DailyApiRequests"));
    }

    ApiResponse limits(long bulkJobs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        DEFAULTS.forEach((name, max) -> json.putObject(name).put("Max", max).put("Remaining", max));
        if (org.limits() != null) {
            json.setAll(org.limits().deepCopy());
        }
        use(json, "DailyApiRequests", stats.usage());
        use(json, "DailyBulkV2QueryJobs", bulkJobs);
        return ApiResponse.json(json);
    }

    private static void use(ObjectNode limits, String name, long used) {
        if (limits.get(name) instanceof ObjectNode limit) {
            limit.put("Remaining", Math.max(0, limit.path("Remaining").asLong() - used));
        }
    }

    /** Unknown objects and those without records are left out. Source: facts §3. */
    ApiResponse recordCount(ApiRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode counts = json.putArray("sObjects");
        asked(request).forEach(table -> {
            String name = table.describe().name();
            long count = Query.visibleRows(table);
            if (count > 0) {
                counts.addObject().put("count", count).put("name", name);
            }
        });
        return ApiResponse.json(json);
    }

    private List<Table> asked(ApiRequest request) {
        return request.parameter("sObjects").filter(names -> !names.isBlank())
                .map(names -> Arrays.stream(names.split(","))
                        .map(String::strip).map(this::known).filter(table -> table != null).toList())
                .orElseGet(org::tables);
    }

    private Table known(String object) {
        Table table = org.table(object);
        if (table == null) {
            stats.misuse("unknown_object", object);
        }
        return table == null || !table.describe().queryable() ? null : table;
    }
}
