package com.crmfactory.migration.simulator.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import com.crmfactory.migration.simulator.soql.Query;
import com.crmfactory.migration.simulator.soql.RowResult;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A Bulk API 2.0 query job. Its state follows from the time since its creation, unless it was aborted or made to fail. */
final class BulkJob {

    private static final DateTimeFormatter STAMP = DateTimeFormatter
            .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Duration QUEUED = Duration.ofMillis(60);
    private static final Duration SHORTEST = Duration.ofMillis(250);
    /** A job takes longer the more it reads; real ones are slower still (7,000 rows a second in the recorded job). */
    private static final long ROWS_PER_MILLISECOND = 500;

    /** What the client asked for. */
    record Request(String operation, String columnDelimiter, String lineEnding, int version) {
    }

    private final String id;
    private final Request request;
    private final Query query;
    private final RowResult rows;
    private final String userId;
    private final Instant created;
    private final CompletableFuture<Long> counted;
    private boolean aborted;
    private String failure;

    BulkJob(String id, Request request, Query query, String userId, Instant created) {
        this.id = id;
        this.request = request;
        this.query = query;
        this.rows = query.rows();
        this.userId = userId;
        this.created = created;
        this.counted = CompletableFuture.supplyAsync(rows::total);
    }

    String id() {
        return id;
    }

    Request request() {
        return request;
    }

    Query query() {
        return query;
    }

    RowResult rows() {
        return rows;
    }

    Instant created() {
        return created;
    }

    synchronized void abort() {
        aborted = true;
    }

    synchronized void fail(String message) {
        failure = message;
    }

    synchronized String state(Instant now) {
        if (aborted) {
            return "Aborted";
        }
        if (now.isBefore(created.plus(QUEUED))) {
            return "UploadComplete";
        }
        if (!counted.isDone() || now.isBefore(created.plus(duration()))) {
            return "InProgress";
        }
        return failure != null ? "Failed" : "JobComplete";
    }

    boolean terminal(Instant now) {
        String state = state(now);
        return state.equals("JobComplete") || state.equals("Failed") || state.equals("Aborted");
    }

    private Duration duration() {
        return SHORTEST.plusMillis(counted.join() / ROWS_PER_MILLISECOND);
    }

    /** The answer to the creation and to an abort: without the figures. Source: facts §4. */
    ObjectNode reduced(Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("operation", request.operation()).put("object", query.table().describe().name());
        json.put("createdById", userId).put("createdDate", STAMP.format(created));
        json.put("systemModstamp", STAMP.format(terminal(now) ? created.plus(lasted(now)) : created));
        json.put("state", state(now)).put("concurrencyMode", "Parallel").put("contentType", "CSV");
        json.put("apiVersion", (double) request.version());
        return json;
    }

    ObjectNode created(Instant now) {
        return reduced(now).put("lineEnding", request.lineEnding()).put("columnDelimiter", request.columnDelimiter());
    }

    ObjectNode full(Instant now) {
        ObjectNode json = reduced(now).put("jobType", "V2Query").put("lineEnding", request.lineEnding())
                .put("columnDelimiter", request.columnDelimiter()).put("numberRecordsProcessed", processed(now))
                .put("retries", 0)
                .put("totalProcessingTime", lasted(now).toMillis())
                .put("isPkChunkingSupported", query.soql().orderBy().isEmpty());
        synchronized (this) {
            return failure != null && state(now).equals("Failed") ? json.put("errorMessage", failure) : json;
        }
    }

    private Duration lasted(Instant now) {
        Duration elapsed = Duration.between(created, now);
        return counted.isDone() && duration().compareTo(elapsed) < 0 ? duration() : elapsed;
    }

    private long processed(Instant now) {
        if (!counted.isDone() || state(now).equals("Failed")) {
            return 0;
        }
        return state(now).equals("JobComplete")
                ? counted.join()
                : counted.join() * lasted(now).toMillis() / Math.max(1, duration().toMillis());
    }
}
