package com.crmfactory.migration.simulator.api;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.soql.Query;
import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /jobs/query}: the life of Bulk API 2.0 query jobs. */
final class BulkResource {

    private static final Duration FIRST_POLL = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Org org;
    private final Stats stats;
    private final Clock clock;
    private final BulkJobs jobs;
    private final QueryLimits limits;

    BulkResource(Org org, Stats stats, Clock clock, BulkJobs jobs, QueryLimits limits) {
        this.org = org;
        this.stats = stats;
        this.clock = clock;
        this.jobs = jobs;
        this.limits = limits;
    }

    ApiResponse create(ApiRequest request, int version, String userId) {
        JsonNode body = body(request);
        String operation = body.path("operation").asText();
        String delimiter = body.path("columnDelimiter").asText("COMMA");
        String lineEnding = body.path("lineEnding").asText("LF");
        boolean valid = List.of("query", "queryAll").contains(operation) && Csv.delimiter(delimiter)
                && List.of("LF", "CRLF").contains(lineEnding) && body.path("contentType").asText("CSV").equals("CSV");
        if (!valid) {
            throw new ApiError(400, "INVALIDJOB", "Invalid operation, contentType, columnDelimiter or lineEnding");
        }
        Query query = Query.of(body.path("query").asText(), operation.equals("queryAll"), org::table, clock);
        BulkQueries.check(query, stats);
        Optional<String> failure = limits.failureOfJob(query);
        BulkJob job = jobs.add(new BulkJob.Request(operation, delimiter, lineEnding, version), query, userId);
        failure.ifPresent(job::fail);
        return ApiResponse.json(job.created(clock.instant()));
    }

    private static JsonNode body(ApiRequest request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body instanceof ObjectNode) {
                return body;
            }
            throw new ApiError(400, "JSON_PARSER_ERROR",
                    "The HTTP entity body is required, but this request has no entity body.");
        } catch (IOException e) {
            throw new ApiError(400, "JSON_PARSER_ERROR", "Unexpected character at input location [1,1]");
        }
    }

    ApiResponse list() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("done", true);
        ArrayNode records = json.putArray("records");
        Instant now = clock.instant();
        jobs.all().forEach(job -> records.add(job.reduced(now).put("jobType", "V2Query")));
        return ApiResponse.json(json.putNull("nextRecordsUrl"));
    }

    ApiResponse status(String id) {
        BulkJob job = jobs.require(id);
        Instant now = clock.instant();
        if (now.isBefore(job.created().plus(FIRST_POLL))) {
            stats.misuse("polled_too_early", "a Bulk job was polled before " + FIRST_POLL.toMillis() + " ms");
        }
        return ApiResponse.json(job.full(now));
    }

    ApiResponse abort(ApiRequest request, String id) {
        BulkJob job = jobs.require(id);
        if (!body(request).path("state").asText().equals("Aborted") || job.terminal(clock.instant())) {
            throw new ApiError(400, "INVALIDJOBSTATE", "Aborting already Completed Job not allowed");
        }
        job.abort();
        return ApiResponse.json(job.reduced(clock.instant()));
    }

    ApiResponse delete(String id) {
        if (!jobs.require(id).terminal(clock.instant())) {
            throw new ApiError(400, "INVALIDJOBSTATE", "Deleting not Completed Job not allowed");
        }
        jobs.remove(id);
        return ApiResponse.empty(204);
    }
}
