package com.crmfactory.migration.simulator.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import com.crmfactory.migration.simulator.api.ApiRequest;
import com.crmfactory.migration.simulator.api.ApiResponse;
import com.crmfactory.migration.simulator.http.HttpFront.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Keeps each page of Bulk results in a file once it was made, packed as it is sent, and sends that to whoever asks the
 * same again, by whichever job. So a benchmark measures the reader and not the making of the page. The answer is the
 * same, byte for byte once unpacked; faults act on it as on any other.
 */
public final class KeptResults implements Function<ApiRequest, Reply> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern JOBS = Pattern.compile("/services/data/v[\\d.]+/jobs/query/?");
    private static final Pattern RESULTS = Pattern.compile("/services/data/v[\\d.]+/jobs/query/(\\w+)/results");
    private static final int PIECE = 256 * 1024;

    private final Function<ApiRequest, Reply> replies;
    private final Path folder;
    private final Map<String, String> queries = new ConcurrentHashMap<>();
    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();

    /** @param folder takes the files; there must be room for every page that is asked for */
    public KeptResults(Function<ApiRequest, Reply> replies, Path folder) {
        this.replies = replies;
        this.folder = folder;
    }

    @Override
    public Reply apply(ApiRequest request) {
        Reply reply = replies.apply(request);
        ApiResponse response = reply.response();
        if (request.is("POST") && JOBS.matcher(request.path()).matches()
                && response.body() instanceof ApiResponse.Bytes created && response.status() == 200) {
            queries.put(read(created.bytes()).path("id").asText(), read(request.body()).toString());
        }
        Matcher results = RESULTS.matcher(request.path());
        boolean packed = request.header("accept-encoding").filter(accepted -> accepted.contains("gzip")).isPresent();
        if (packed && results.matches() && response.body() instanceof ApiResponse.Streamed streamed
                && queries.containsKey(results.group(1))) {
            String page = queries.get(results.group(1)) + request.parameters();
            return new Reply(new ApiResponse(response.status(), response.headers(),
                    new ApiResponse.Streamed(sink -> send(kept(page, streamed), sink)))
                    .with("Content-Encoding", "gzip"), reply.disturbance());
        }
        return reply;
    }

    private Path kept(String page, ApiResponse.Streamed streamed) throws IOException {
        try {
            return files.computeIfAbsent(page, any -> make(streamed));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Path make(ApiResponse.Streamed streamed) {
        Path file = folder.resolve("page-" + made.incrementAndGet() + ".csv.gz");
        try {
            Files.createDirectories(folder);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), PIECE)) {
                streamed.writer().writeTo((bytes, length) -> out.write(bytes, 0, length));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Path file, ApiResponse.Sink sink) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                sink.write(piece, length);
            }
        }
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("A Bulk job whose JSON was taken cannot be read", e);
        }
    }
}
