package com.crmfactory.migration.simulator.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.crmfactory.migration.simulator.api.ApiRequest.Distortion;
import com.crmfactory.migration.simulator.api.ApiResponse.Sink;
import com.crmfactory.migration.simulator.soql.Column;
import com.crmfactory.migration.simulator.soql.RowResult;
import com.crmfactory.migration.simulator.soql.RowResult.Page;
import com.crmfactory.migration.simulator.soql.RowResult.Position;
import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /jobs/query/ID/results} and {@code /resultPages}: streamed CSV, page by page. */
final class BulkResults {

    private static final int DEFAULT_CHUNK = 50_000;
    private static final int LINKS_AT_MOST = 5;
    private static final int RESULT_PAGES_SINCE = 58;

    private final BulkJobs jobs;
    private final Stats stats;
    private final Clock clock;
    private final int pageSize;

    /** @param pageSize most rows per result page, whatever the client asks */
    BulkResults(BulkJobs jobs, Stats stats, Clock clock, int pageSize) {
        this.jobs = jobs;
        this.stats = stats;
        this.clock = clock;
        this.pageSize = pageSize;
    }

    ApiResponse results(ApiRequest request, int version, String id) {
        BulkJob job = finished(version, id);
        Page page = job.rows().page(position(request.parameter("locator")), chunk(request));
        boolean last = page.next().delivered() >= job.rows().total();
        stats.bulkRecords(page.count());
        Page sent = request.distortion() == Distortion.SHORT ? job.rows().page(page.start(), page.count() - 1) : page;
        long promised = request.distortion() == Distortion.LONG ? page.count() - 1 : page.count();
        return ApiResponse.streamed("text/csv", sink -> write(job, sent, sink))
                .with("Sforce-NumberOfRecords", String.valueOf(promised))
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

    /** The next five result pages by link, of the service's own size: no parameter sets it. Source: facts §4, v58 on. */
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
            next = job.rows().page(next, Math.min(DEFAULT_CHUNK, pageSize)).next();
        } while (links.size() < LINKS_AT_MOST && next.delivered() < job.rows().total());
        boolean done = next.delivered() >= job.rows().total();
        json.put("nextRecordsUrl", done ? null : base + "/resultPages?locator=" + locator(next));
        return ApiResponse.json(json.put("done", done));
    }

    private BulkJob finished(int version, String id) {
        BulkJob job = jobs.require(id);
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

    /** Opaque to clients, and stable for the life of the job: it says where to go on and how many rows came before. */
    private static String locator(Position position) {
        String text = position.source() + "." + position.delivered();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Position position(Optional<String> locator) {
        if (locator.isEmpty()) {
            return RowResult.START;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(locator.get()), StandardCharsets.US_ASCII)
                    .split("\\.");
            Position position = new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            if (position.source() >= 0 && position.delivered() >= 0) {
                return position;
            }
            throw new ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
    }
}
