package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The gateway's public HTTP API, used as any client would. Every answer is searched for what has to stay secret. */
final class MigrationApi {

    static final String BASE = "/api/v1/migration";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ANALYSIS_LIMIT = Duration.ofSeconds(120);
    private static final Duration RUN_LIMIT = Duration.ofSeconds(240);
    private static final Set<String> AT_WORK = Set.of("running", "validating", "cancelling");

    private final String gateway;
    private final Set<String> secrets;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT)
            .build();

    MigrationApi(String gateway, Set<String> secrets) {
        this.gateway = gateway;
        this.secrets = secrets;
    }

    Answer analyze(SourceOrg org) {
        return analyze(org.url(), org.accessToken());
    }

    Answer analyze(String instanceUrl, String accessToken) {
        return post("/analyze", JSON.createObjectNode().put("sf_instance_url", instanceUrl)
                .put("sf_access_token", accessToken).toString());
    }

    Answer analyze(String connection) {
        return post("/analyze", JSON.createObjectNode().put("connection_id", connection).toString());
    }

    Answer run(String id) {
        return post("/run", JSON.createObjectNode().put("migration_id", id).toString());
    }

    JsonNode migration(String id) {
        return get("/" + id).expect(200);
    }

    /** Analyzes and returns the id when the org is ready. */
    String ready(SourceOrg org) {
        return ready(analyze(org));
    }

    String ready(Answer begun) {
        String id = begun.expect(202).path("migration_id").asText();
        JsonNode analyzed = awaitAnalysis(id);
        assertThat(analyzed.path("status").asText()).as(analyzed.toString()).isEqualTo("ready");
        return id;
    }

    /** The record once it is no longer {@code analyzing}. */
    JsonNode awaitAnalysis(String id) {
        return awaitOther(id, Set.of("analyzing"), ANALYSIS_LIMIT);
    }

    /** The record once the run is over. */
    JsonNode awaitRun(String id) {
        return awaitOther(id, AT_WORK, RUN_LIMIT);
    }

    private JsonNode awaitOther(String id, Set<String> statuses, Duration limit) {
        try (LiveEvents events = follow(id)) {
            events.await("end of " + statuses, limit,
                    event -> event.name().equals("migration")
                            && !statuses.contains(event.data().path("status").asText()));
        }
        return migration(id);
    }

    LiveEvents follow(String id) {
        return LiveEvents.open(http, uri("/" + id + "/events"));
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json))
                .build());
    }

    Answer put(String path, String json) {
        return send(
                request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)).build());
    }

    /** Fresh credentials for a migration. */
    Answer connect(String id, String instanceUrl, String accessToken) {
        return put("/" + id + "/connection", JSON.createObjectNode().put("sf_instance_url", instanceUrl)
                .put("sf_access_token", accessToken).toString());
    }

    Answer connect(String id, String connection) {
        return put("/" + id + "/connection", JSON.createObjectNode().put("connection_id", connection).toString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(LIMIT).header("Accept", "application/json");
    }

    URI uri(String path) {
        return URI.create(gateway + BASE + path);
    }

    String page(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT).build()).text();
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            assertThat(Secrets.in(answer.body() + answer.headers().map(), secrets))
                    .as("secrets in an answer to %s", request.uri()).isEmpty();
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
