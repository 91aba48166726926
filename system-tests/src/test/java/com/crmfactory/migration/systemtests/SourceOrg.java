package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/** The simulated Salesforce org: what it holds, counted by its oracle or asked for record by record. */
final class SourceOrg {

    private static final Set<String> ARCHIVED = Set.of("Task", "Event");
    private static final String API = "/services/data/v67.0";

    private final String url;
    private final String accessToken;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SourceOrg(String url, String accessToken) {
        this.url = url;
        this.accessToken = accessToken;
    }

    String url() {
        return url;
    }

    String accessToken() {
        return accessToken;
    }

    /** Per object, what a complete migration finds. */
    JsonNode expected() {
        return get("/__expected").path("objects");
    }

    /** Records of an object that a migration has to account for: activities with the archived ones. */
    long records(String object) {
        return expected().path(object).path(ARCHIVED.contains(object) ? "withArchived" : "records").asLong();
    }

    JsonNode references(String object) {
        return expected().path(object).path(ARCHIVED.contains(object) ? "referencesWithArchived" : "references");
    }

    JsonNode stats() {
        return get("/__stats");
    }

    void resetStats() {
        send(HttpRequest.newBuilder(URI.create(url + "/__reset-stats")).POST(BodyPublishers.noBody()).build());
    }

    /** Tells the org to misbehave (README of the simulator). */
    void disturb(String rule) {
        send(HttpRequest.newBuilder(URI.create(url + "/__faults")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(rule)).build());
    }

    /** It does nothing any more of what it was told to. */
    void behave() {
        send(HttpRequest.newBuilder(URI.create(url + "/__faults")).DELETE().build());
    }

    /** Its user has connected again: the token is taken from now on, also if it was revoked. */
    void accept(String token) {
        send(HttpRequest.newBuilder(URI.create(url + "/__tokens")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"accessToken\":\"" + token + "\"}")).build());
    }

    /** What login.salesforce.com is to real orgs; {@link #url} is its My Domain. */
    String loginUrl() {
        return url.replace("127.0.0.1", "localhost");
    }

    /** Every access and refresh token that it has given out. */
    List<String> issuedTokens() {
        List<String> tokens = new ArrayList<>();
        get("/__tokens").forEach(token -> tokens.add(token.asText()));
        return tokens;
    }

    /** An administrator revokes what users have approved, and with it their tokens. */
    void revokeApprovals() {
        send(HttpRequest.newBuilder(URI.create(url + "/__approvals")).DELETE().build());
    }

    JsonNode globalDescribe() {
        return get(API + "/sobjects").path("sobjects");
    }

    Set<String> fields(String object) {
        Set<String> names = new TreeSet<>();
        get(API + "/sobjects/" + object + "/describe").path("fields")
                .forEach(field -> names.add(field.path("name").asText()));
        return names;
    }

    /** The records that a migration has to account for, by id; archived activities too. */
    Map<String, JsonNode> records(String object, List<String> fields) {
        boolean archived = ARCHIVED.contains(object);
        String soql = "SELECT Id, " + String.join(", ", fields) + " FROM " + object
                + (archived ? " WHERE IsDeleted = false" : "");
        List<JsonNode> records = query(archived ? "/queryAll" : "/query", soql);
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        records.forEach(record -> byId.put(record.path("Id").asText(), record));
        assertThat(byId).as(object).hasSize((int) records(object));
        return byId;
    }

    private List<JsonNode> query(String resource, String soql) {
        List<JsonNode> records = new ArrayList<>();
        JsonNode page = get(API + resource + "?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
        page.path("records").forEach(records::add);
        while (page.hasNonNull("nextRecordsUrl")) {
            page = get(page.path("nextRecordsUrl").asText());
            page.path("records").forEach(records::add);
        }
        return records;
    }

    private JsonNode get(String path) {
        return Answer.parse(send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + accessToken).build()));
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode() / 100).as("%s: %s", request.uri(), answer.body()).isEqualTo(2);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
