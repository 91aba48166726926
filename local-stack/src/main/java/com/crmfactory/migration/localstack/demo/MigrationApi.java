package com.crmfactory.migration.localstack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The gateway's public HTTP API, as any client would use it. */
public final class MigrationApi {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private final String base;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT)
            .build();

    public MigrationApi(String gateway) {
        this.base = gateway + "/api/v1/migration";
    }

    public MigrationView analyze(String instanceUrl, String accessToken) throws IOException {
        Map<String, String> body = Map.of("sf_instance_url", instanceUrl, "sf_access_token", accessToken, "name",
                "demo");
        return post("/analyze", body);
    }

    public MigrationView run(String id) throws IOException {
        return post("/run", Map.of("migration_id", id));
    }

    public MigrationView migration(String id) throws IOException {
        return JSON.treeToValue(get("/" + id), MigrationView.class);
    }

    JsonNode report(String id) throws IOException {
        return get("/" + id + "/report?view=summary");
    }

    ValidationView validation(String id) throws IOException {
        return JSON.treeToValue(get("/" + id + "/validation"), ValidationView.class);
    }

    /** The first rejected records of an object. */
    JsonNode failures(String id, String object, int limit) throws IOException {
        return get("/" + id + "/objects/" + object + "/failures?limit=" + limit).path("data");
    }

    private JsonNode get(String path) throws IOException {
        return send("GET " + path, HttpRequest.newBuilder(URI.create(base + path)));
    }

    private MigrationView post(String path, Map<String, String> body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        return JSON.treeToValue(send("POST " + path, request), MigrationView.class);
    }

    private JsonNode send(String call, HttpRequest.Builder request) throws IOException {
        HttpResponse<String> answer = exchange(request.timeout(LIMIT).header("Accept", "application/json").build());
        if (answer.statusCode() / 100 != 2) {
            JsonNode problem = problem(answer.body());
            throw new ApiProblem(
                    call,
                    answer.statusCode(),
                    problem.path("title").asText(),
                    problem.path("detail").asText("no detail"),
                    problem.path("code").asText("no code"));
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking " + request.uri(), e);
        }
    }

    private static JsonNode problem(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException noJson) {
            return JSON.createObjectNode().put("detail", "the answer is no problem document");
        }
    }
}
