package com.crmfactory.migration.simulator.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An org's API without a network, and with a clock that the test sets. */
final class ApiFixture {

    static final String TOKEN = "test!token";
    private static final ObjectMapper JSON = new ObjectMapper();

    final Stats stats = new Stats();
    final SettableClock clock = new SettableClock();
    final SalesforceApi api;

    ApiFixture(Org org) {
        this(org, Integer.MAX_VALUE);
    }

    ApiFixture(Org org, int pageSize) {
        api = new SalesforceApi(org, stats, TOKEN, OAuthClient.DEFAULT, pageSize, clock);
    }

    static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2026-06-01T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    ApiResponse get(String path, String... parameters) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.put(parameters[i], parameters[i + 1]);
        }
        return send("GET", path, pairs, "");
    }

    ApiResponse send(String method, String path, Map<String, String> parameters, String body) {
        return api.handle(new ApiRequest(method, path, parameters, Map.of("authorization", "Bearer " + TOKEN),
                body.getBytes(StandardCharsets.UTF_8), "http://127.0.0.1:1"));
    }

    JsonNode query(String soql) {
        return json(get("/services/data/v67.0/query", "q", soql));
    }

    static JsonNode json(ApiResponse response) {
        try {
            return JSON.readTree(bytes(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(ApiResponse response) {
        return new String(bytes(response), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ApiResponse response) {
        if (response.body() instanceof ApiResponse.Bytes bytes) {
            return bytes.bytes();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (response.body() instanceof ApiResponse.Streamed streamed) {
            try {
                streamed.writer().writeTo((bytes, length) -> all.write(bytes, 0, length));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.toByteArray();
    }

    /** Creates a Bulk job and lets time pass until it is complete. */
    String completeJob(String operation, String soql) {
        JsonNode job = json(send("POST", "/services/data/v67.0/jobs/query", Map.of(),
                JSON.createObjectNode().put("operation", operation).put("query", soql).toString()));
        String id = job.path("id").asText();
        String path = "/services/data/v67.0/jobs/query/" + id;
        clock.advance(Duration.ofSeconds(5));
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!json(get(path)).path("state").asText().equals("JobComplete")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("job did not complete: " + json(get(path)));
            }
            Thread.onSpinWait();
        }
        return path;
    }
}
