package com.crmfactory.migration.simulator.stats;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Counts API calls the way Salesforce does, and notes what an impolite client did (facts, <em>Asking politely</em>).
 * Versions, OAuth and userinfo are not counted as API calls.
 */
public final class Stats {

    private static final int DISTINCT_MISUSES = 200;

    private record Misuse(String kind, String detail) {
    }

    private final Map<String, Long> calls = new TreeMap<>();
    private final Map<String, Long> uncounted = new TreeMap<>();
    private final Map<Misuse, Long> misuses = new LinkedHashMap<>();
    private final AtomicLong restRecords = new AtomicLong();
    private final AtomicLong bulkRecords = new AtomicLong();
    private long faults;
    private long notModified;
    /** Calls within the last 24 hours for {@code Sforce-Limit-Info}: a reset of the counters does not give them back. */
    private long usage;

    public synchronized void call(String kind) {
        calls.merge(kind, 1L, Long::sum);
        usage++;
    }

    public synchronized void uncounted(String kind) {
        uncounted.merge(kind, 1L, Long::sum);
    }

    /** @param kind a word our tests can look for; {@code detail} says what was asked */
    public synchronized void misuse(String kind, String detail) {
        Misuse misuse = new Misuse(kind, detail);
        if (misuses.containsKey(misuse) || misuses.size() < DISTINCT_MISUSES) {
            misuses.merge(misuse, 1L, Long::sum);
        }
    }

    public synchronized void fault() {
        faults++;
    }

    /** A describe that was answered with 304. */
    public synchronized void notModified() {
        notModified++;
    }

    public void restRecords(long count) {
        restRecords.addAndGet(count);
    }

    public void bulkRecords(long count) {
        bulkRecords.addAndGet(count);
    }

    public synchronized long usage() {
        return usage;
    }

    public synchronized void reset() {
        calls.clear();
        uncounted.clear();
        misuses.clear();
        restRecords.set(0);
        bulkRecords.set(0);
        faults = 0;
        notModified = 0;
    }

    public synchronized ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiCalls", calls.values().stream().mapToLong(Long::longValue).sum());
        ObjectNode kinds = json.putObject("byKind");
        calls.forEach(kinds::put);
        ObjectNode free = json.putObject("uncounted");
        uncounted.forEach(free::put);
        json.putObject("records").put("rest", restRecords.get()).put("bulk", bulkRecords.get());
        json.put("faults", faults).put("notModified", notModified);
        ArrayNode list = json.putArray("misuse");
        misuses.forEach((misuse, times) -> list.addObject().put("kind", misuse.kind()).put("detail", misuse.detail())
                .put("times", times));
        return json;
    }
}
