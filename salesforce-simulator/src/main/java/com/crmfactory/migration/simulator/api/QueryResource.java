package com.crmfactory.migration.simulator.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.crmfactory.migration.simulator.api.ApiRequest.Distortion;
import com.crmfactory.migration.simulator.api.Cursors.Cursor;
import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.soql.Aggregation;
import com.crmfactory.migration.simulator.soql.Query;
import com.crmfactory.migration.simulator.soql.RowResult;
import com.crmfactory.migration.simulator.soql.RowResult.Page;
import com.crmfactory.migration.simulator.soql.RowResult.Position;
import com.crmfactory.migration.simulator.soql.SoqlException;
import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

/** {@code /query}, {@code /queryAll} and their pages, for the data and the Tooling API. */
final class QueryResource {

    private static final int LARGEST_PAGE = 2000;
    private static final int SMALLEST_PAGE = 200;
    private static final Pattern BATCH_SIZE = Pattern.compile("batchSize=(\\d{1,9})");
    private static final Pattern LOCATOR = Pattern.compile("(\\w{15,18})-(\\d{1,15})");
    /** Salesforce shrinks pages of wide rows ("a request, not a guarantee"); the limit is this simulator's. */
    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final Set<String> METADATA = Set.of("Metadata", "FullName");
    private static final int SLICE = 100;

    private final Org org;
    private final Stats stats;
    private final Cursors cursors;
    private final Clock clock;
    private final int pageSize;
    private final QueryLimits limits;
    private final JsonFactory json = new ObjectMapper().getFactory();

    /** @param pageSize rows per page when the client asks for no fewer, 1 to 2,000 */
    QueryResource(Org org, Stats stats, Cursors cursors, Clock clock, int pageSize,
            QueryLimits limits) {
        this.org = org;
        this.stats = stats;
        this.cursors = cursors;
        this.clock = clock;
        this.pageSize = Math.min(pageSize, LARGEST_PAGE);
        this.limits = limits;
    }

    ApiResponse query(ApiRequest request, int version, boolean all, boolean tooling) {
        String soql = request.parameter("q")
                .orElseThrow(() -> new ApiError(400, "MALFORMED_QUERY", "unexpected token: '<EOF>'"));
        Query query = Query.of(soql, all, tooling ? org::toolingTable : org::table, clock);
        limits.check(query);
        String object = query.table().describe().name();
        return write(generator -> {
            generator.writeStartObject();
            if (query.soql().countOnly()) {
                head(generator, query.rows().total(), object, tooling, null);
                generator.writeArrayFieldStart("records");
                generator.writeEndArray();
            } else if (query.soql().aggregated()) {
                groups(generator, query.groups(), object, tooling);
            } else {
                rows(generator, request, version, query, tooling);
            }
            generator.writeEndObject();
        });
    }

    private void groups(JsonGenerator generator, List<Aggregation.Group> groups, String object, boolean tooling)
            throws IOException {
        if (groups.size() > LARGEST_PAGE) {
            throw new SoqlException("EXCEEDED_ID_LIMIT",
                    "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch");
        }
        head(generator, groups.size(), object, tooling, null);
        generator.writeArrayFieldStart("records");
        for (Aggregation.Group group : groups) {
            RecordJson.group(generator, group);
        }
        generator.writeEndArray();
        stats.restRecords(groups.size());
    }

    private void rows(JsonGenerator generator, ApiRequest request, int version, Query query, boolean tooling)
            throws IOException {
        RowResult rows = query.rows();
        if (query.columns().stream().anyMatch(column -> METADATA.contains(column.name())) && rows.total() > 1) {
            throw new SoqlException("MALFORMED_QUERY",
                    "When retrieving results with Metadata or FullName fields, the query "
                            + "qualifications must specify no more than one row for retrieval. Result size: "
                            + rows.total());
        }
        int size = batchSize(request);
        Slice slice = slice(query, rows, RowResult.START, size,
                new Style(sobjects(version, tooling), request.distortion()));
        Cursor cursor = null;
        if (slice.next().delivered() < rows.total()) {
            cursor = cursors.open(query, rows, size, tooling);
            cursor.remember(slice.next(), false);
        }
        page(generator, version, cursor, slice, rows.total(), query.table().describe().name(), tooling);
    }

    ApiResponse more(ApiRequest request, int version, String locator) {
        Matcher match = LOCATOR.matcher(locator);
        if (!match.matches()) {
            throw new ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        Cursor cursor = cursors.use(match.group(1));
        long total = cursor.rows().total();
        long offset = Long.parseLong(match.group(2));
        if (offset > total) {
            throw new ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        Slice slice = slice(cursor.query(), cursor.rows(), cursor.at(offset), cursor.batchSize(),
                new Style(sobjects(version, cursor.tooling()), request.distortion()));
        boolean last = slice.next().delivered() >= total;
        cursor.remember(slice.next(), last);
        return write(generator -> {
            generator.writeStartObject();
            page(generator, version, last ? null : cursor, slice, total, cursor.query().table().describe().name(),
                    cursor.tooling());
            generator.writeEndObject();
        });
    }

    private record Slice(byte[] records, Position next) {
    }

    private record Style(String sobjects, Distortion distortion) {
    }

    private Slice slice(Query query, RowResult rows, Position start, int size, Style style) {
        RecordJson records = new RecordJson(query.table(), query.columns(), style.sobjects());
        AtomicInteger withheld = new AtomicInteger(style.distortion() == Distortion.SHORT ? 1 : 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        Position next = start;
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            generator.writeStartArray();
            while (next.delivered() - start.delivered() < size && bytes.size() < LARGEST_BODY) {
                Page page = rows.page(next, Math.min(SLICE, size - (next.delivered() - start.delivered())));
                rows.forEach(page, row -> {
                    if (withheld.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                        record(records, generator, row);
                    }
                });
                next = page.next();
                generator.flush();
                if (page.count() == 0) {
                    break;
                }
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stats.restRecords(next.delivered() - start.delivered());
        return new Slice(bytes.toByteArray(), next);
    }

    private static void record(RecordJson records, JsonGenerator generator, long row) {
        try {
            records.write(generator, row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void page(JsonGenerator generator, int version, Cursor cursor, Slice slice, long total,
            String object,
            boolean tooling) throws IOException {
        String next = cursor == null
                ? null
                : "/services/data/v" + version + ".0/" + (tooling ? "tooling/" : "") + "query/" + cursor.id() + "-"
                        + slice.next().delivered();
        head(generator, total, object, tooling, next);
        generator.writeFieldName("records");
        generator.writeRawValue(new String(slice.records(), StandardCharsets.UTF_8));
    }

    /** Key order as recorded; the Tooling API adds three keys. */
    private static void head(JsonGenerator generator, long total, String object, boolean tooling, String next)
            throws IOException {
        if (tooling) {
            generator.writeNumberField("size", total);
        }
        generator.writeNumberField("totalSize", total);
        generator.writeBooleanField("done", next == null);
        if (next != null) {
            generator.writeStringField("nextRecordsUrl", next);
        }
        if (tooling) {
            generator.writeNullField("queryLocator");
            generator.writeStringField("entityTypeName", object);
        }
    }

    private int batchSize(ApiRequest request) {
        Matcher asked = BATCH_SIZE.matcher(request.header("sforce-query-options").orElse(""));
        int size = asked.find() ? Math.max(SMALLEST_PAGE, Integer.parseInt(asked.group(1))) : LARGEST_PAGE;
        return Math.min(size, pageSize);
    }

    /** {@code GET /sobjects/X/id}, all fields or those of {@code fields=}. */
    ApiResponse record(ApiRequest request, int version, String object, String id) {
        Query query = Query
                .of("SELECT " + request.parameter("fields").orElse("FIELDS(ALL)") + " FROM " + object + " WHERE Id = '"
                        + id.replaceAll("\\W", "") + "' LIMIT 1", true, org::table, clock);
        RowResult rows = query.rows();
        if (rows.total() == 0) {
            throw ApiError.notFound();
        }
        RecordJson records = new RecordJson(query.table(), query.columns(), sobjects(version, false));
        return write(generator -> rows.forEach(rows.page(RowResult.START, 1), row -> record(records, generator, row)));
    }

    private static String sobjects(int version, boolean tooling) {
        return "/services/data/v" + version + ".0/" + (tooling ? "tooling/" : "") + "sobjects";
    }

    @FunctionalInterface
    private interface JsonBody {
        void write(JsonGenerator generator) throws IOException;
    }

    private ApiResponse write(JsonBody body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * 1024);
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            body.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ApiResponse.bytes(200, ApiResponse.JSON, bytes.toByteArray());
    }
}
