package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.crmfactory.migration.localstack.stack.LocalStack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The product's public API, as far as a measurement needs it. */
final class Gateway {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** Of a run, which shares the processors with whoever watches it: a look costs some milliseconds of one. */
    private static final Duration BETWEEN_LOOKS_AT_A_RUN = Duration.ofMillis(250);
    private static final Set<String> COMPLETED = Set.of("completed", "completed_with_errors");

    private final LocalStack stack;
    private final String base;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Gateway(LocalStack stack) {
        this.stack = stack;
        this.base = stack.endpoints().gateway() + "/api/v1/migration";
    }

    /** Analyzes the simulator's org and returns the id once it is ready. */
    String analyzed() throws IOException {
        String id = post("/analyze", Map.of("sf_instance_url", stack.endpoints().simulator(), "sf_access_token",
                stack.endpoints().simulatorAccessToken())).path("migration_id").asText();
        JsonNode record = analysisOf(id);
        if (!record.path("status").asText().equals("ready")) {
            throw new IOException("The analysis ended " + record.path("status").asText() + ": " + record.path("error"));
        }
        return id;
    }

    /** The record as soon as the analysis is over, well or not. */
    JsonNode analysisOf(String id) throws IOException {
        return await(id, Set.of("analyzing"), BETWEEN_LOOKS);
    }

    /** Analyzes the org and chooses the objects to migrate; returns the id. */
    String chosen(Set<String> objects) throws IOException {
        String id = analyzed();
        URI uri = URI.create(base + "/" + id + "/configuration");
        HttpResponse<String> suggested = answer(HttpRequest.newBuilder(uri).GET());
        JsonNode configuration = JSON.readTree(suggested.body());
        configuration.path("objects").forEach(object -> ((ObjectNode) object).put("include",
                objects.contains(object.path("object").asText())));
        answer(HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                .header("If-Match", suggested.headers().firstValue("ETag").orElse("*"))
                .PUT(BodyPublishers.ofString(configuration.toString())));
        return id;
    }

    /** The fields of an object that the suggested configuration moves. */
    List<String> fields(String id, String object) throws IOException {
        List<String> fields = new ArrayList<>();
        for (JsonNode configured : get("/" + id + "/configuration").path("objects")) {
            if (configured.path("object").asText().equals(object)) {
                configured.path("fields").forEach(field -> fields.add(field.path("field").asText()));
            }
        }
        return fields;
    }

    /** Runs an analysed migration and returns its record when it is completed. */
    JsonNode completed(String id) throws IOException {
        post("/run", Map.of("migration_id", id));
        JsonNode record = await(id, Set.of("running", "validating"), BETWEEN_LOOKS_AT_A_RUN);
        if (!COMPLETED.contains(record.path("status").asText())) {
            throw new IOException("The run ended " + record.path("status").asText() + ": " + record.path("error"));
        }
        return record;
    }

    JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    JsonNode post(String path, Object body) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** The record as soon as it has another status than these; fails when a part of the stack dies. */
    private JsonNode await(String id, Set<String> statuses, Duration betweenLooks) throws IOException {
        CompletableFuture<Void> failure = stack.failure();
        while (true) {
            JsonNode record = get("/" + id);
            if (!statuses.contains(record.path("status").asText())) {
                return record;
            }
            try {
                failure.get(betweenLooks.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException allAlive) {
                continue;
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted", e);
            }
        }
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        return JSON.readTree(answer(request).body());
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(
                    request.timeout(LIMIT).header("Accept", "application/json").build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
