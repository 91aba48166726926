package com.crmfactory.migration.simulator.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.simulator.api.ApiResponse.Sink;
import com.crmfactory.migration.simulator.control.Stats;
import com.crmfactory.migration.simulator.org.Ids;
import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.soql.Column;
import com.crmfactory.migration.simulator.soql.Query;
import com.crmfactory.migration.simulator.soql.RowResult;
import com.crmfactory.migration.simulator.soql.RowResult.Page;
import com.crmfactory.migration.simulator.soql.RowResult.Position;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /jobs/query}: Bulk API 2.0 query jobs and their results. */
final class BulkResource {

    private static final int JOBS_A_DAY = 10_000;
    private static final int DEFAULT_CHUNK = 50_000;
    private static final int LINKS_AT_MOST = 5;
    private static final int RESULT_PAGES_SINCE = 58;
    private static final Duration FIRST_POLL = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Org org;
    private final Stats stats;
    private final Clock clock;
    private final int pageSize;
    private final Map<String, BulkJob> jobs = new LinkedHashMap<>();
    private long created;

    /** @param pageSize most rows per result page, whatever the client asks */
    BulkResource(Org org, Stats stats, Clock clock, int pageSize) {
        this.org = org;
        this.stats = stats;
        this.clock = clock;
        this.pageSize = pageSize;
    }

    synchronized long createdJobs() {
        return created;
    }

    /** The object that a job reads, or null. */
    synchronized String object(String id) {
        BulkJob job = jobs.get(key(id));
        return job == null ? null : job.query().table().describe().name();
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
        BulkQueries.check(query);
        return ApiResponse.json(add(new BulkJob.Request(operation, delimiter, lineEnding, version), query, userId)
                .created(clock.instant()));
    }

    private synchronized BulkJob add(BulkJob.Request request, Query query, String userId) {
        if (created >= JOBS_A_DAY) {
            throw new ApiError(400, "LIMIT_EXCEEDED",
                    "Max bulk v2 query jobs (10000) per 24 hrs has been reached (10021).");
        }
        BulkJob job = new BulkJob(Ids.of("7505g0", created++), request, query, userId, clock.instant());
        jobs.put(key(job.id()), job);
        return job;
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
        all().forEach(job -> records.add(job.reduced(now).put("jobType", "V2Query")));
        return ApiResponse.json(json.putNull("nextRecordsUrl"));
    }

    private synchronized List<BulkJob> all() {
        return new ArrayList<>(jobs.values());
    }

    ApiResponse status(String id) {
        BulkJob job = require(id);
        Instant now = clock.instant();
        if (now.isBefore(job.created().plus(FIRST_POLL))) {
            stats.misuse("polled_too_early", "a Bulk job was polled before " + FIRST_POLL.toMillis() + " ms");
        }
        return ApiResponse.json(job.full(now));
    }

    ApiResponse abort(ApiRequest request, String id) {
        BulkJob job = require(id);
        if (!body(request).path("state").asText().equals("Aborted") || job.terminal(clock.instant())) {
            throw new ApiError(400, "INVALIDJOBSTATE", "Aborting already Completed Job not allowed");
        }
        job.abort();
        return ApiResponse.json(job.reduced(clock.instant()));
    }

    ApiResponse delete(String id) {
        if (!require(id).terminal(clock.instant())) {
            throw new ApiError(400, "INVALIDJOBSTATE", "Deleting not Completed Job not allowed");
        }
        vanish(id);
        return ApiResponse.empty(204);
    }

    synchronized void vanish(String id) {
        jobs.remove(key(id));
    }

    synchronized void fail(String id, String message) {
        BulkJob job = jobs.get(key(id));
        if (job != null) {
            job.fail(message);
        }
    }

    ApiResponse results(ApiRequest request, int version, String id) {
        BulkJob job = finished(version, id);
        Page page = job.rows().page(position(request.parameter("locator")), chunk(request));
        boolean last = page.next().delivered() >= job.rows().total();
        stats.bulkRecords(page.count());
        return ApiResponse.streamed("text/csv", sink -> write(job, page, sink))
                .with("Sforce-NumberOfRecords", String.valueOf(page.count()))
                .with("Sforce-Locator", last ? "null" : locator(page.next()));
    }

    private static void write(BulkJob job, Page page, Sink sink) throws IOException {
        Csv csv = new Csv(sink, job.request().columnDelimiter(), job.request().lineEnding());
        List<Column> columns = job.query().columns();
        columns.forEach(column -> csv.value(column.heading()));
        csv.endLine();
        try {
            job.rows().forEach(page, row -> line(csv, columns, row));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        csv.flush();
    }

    private static void line(Csv csv, List<Column> columns, long row) {
        for (Column column : columns) {
            csv.value(column.value().at(row));
        }
        try {
            csv.endLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next five result pages by link. Source: facts §4, v58 on. */
    ApiResponse resultPages(ApiRequest request, int version, String id) {
        if (version < RESULT_PAGES_SINCE) {
            throw ApiError.notFound();
        }
        BulkJob job = finished(version, id);
        String base = "/services/data/v" + version + ".0/jobs/query/" + job.id();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode links = json.putArray("resultPages");
        Position next = position(request.parameter("locator"));
        do {
            String link = next.delivered() == 0 ? "" : "?locator=" + locator(next);
            links.addObject().put("resultLink", base + "/results" + link);
            next = job.rows().page(next, chunk(request)).next();
        } while (links.size() < LINKS_AT_MOST && next.delivered() < job.rows().total());
        boolean done = next.delivered() >= job.rows().total();
        json.put("nextRecordsUrl", done ? null : base + "/resultPages?locator=" + locator(next));
        return ApiResponse.json(json.put("done", done));
    }

    private BulkJob finished(int version, String id) {
        BulkJob job = require(id);
        if (job.request().version() != version) {
            stats.misuse("wrong_version",
                    "results asked at v" + version + " of a job made at v" + job.request().version());
            throw new ApiError(409, "API_VERSION_MISMATCH",
                    "The job was created with API version " + job.request().version() + ".0");
        }
        String state = job.state(clock.instant());
        if (!state.equals("JobComplete")) {
            stats.misuse("results_too_early", "results of a job in state " + state);
            throw new ApiError(400, "INVALIDJOBSTATE", "Results are not available for a job in state " + state);
        }
        return job;
    }

    private int chunk(ApiRequest request) {
        int asked = request.parameter("maxRecords").map(text -> {
            if (!text.matches("[1-9]\\d{0,8}")) {
                throw new ApiError(400, "INVALID_FIELD", "Invalid maxRecords: " + text);
            }
            return Integer.parseInt(text);
        }).orElse(DEFAULT_CHUNK);
        return Math.min(asked, pageSize);
    }

    private synchronized BulkJob require(String id) {
        BulkJob job = jobs.get(key(id));
        if (job == null) {
            throw ApiError.notFound();
        }
        return job;
    }

    private static String key(String id) {
        return id.length() == 18 ? id.substring(0, 15) : id;
    }

    /** Opaque to clients, and stable for the life of the job: it says where to go on and how many rows came before. */
    private static String locator(Position position) {
        String text = position.source() + "." + position.delivered();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Position position(java.util.Optional<String> locator) {
        if (locator.isEmpty()) {
            return RowResult.START;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(locator.get()), StandardCharsets.US_ASCII)
                    .split("\\.");
            return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
    }
}
