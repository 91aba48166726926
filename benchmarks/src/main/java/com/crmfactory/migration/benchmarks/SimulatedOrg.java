package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.localstack.stack.LocalStack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The stack's simulated org as its own client would see it, without the product. */
final class SimulatedOrg {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "/services/data/v67.0";

    private final String base;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SimulatedOrg(LocalStack stack) {
        base = stack.endpoints().simulator();
        token = stack.endpoints().simulatorAccessToken();
    }

    JsonNode stats() throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + "/__stats")));
    }

    void resetStats() throws IOException {
        send(HttpRequest.newBuilder(URI.create(base + "/__reset-stats")).POST(BodyPublishers.noBody()));
    }

    /** The first pages of a query, 2,000 records each, as they are sent. */
    List<String> pages(String soql, int most) throws IOException {
        List<String> pages = new ArrayList<>();
        String next = DATA + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8);
        while (next != null && pages.size() < most) {
            JsonNode page = send(HttpRequest.newBuilder(URI.create(base + next)));
            pages.add(page.toString());
            next = page.path("nextRecordsUrl").asText(null);
        }
        return pages;
    }

    /** Counts every custom object that can be queried and describes those with records, one call at a time. */
    void readOneByOne() throws IOException {
        for (JsonNode object : get("/sobjects").path("sobjects")) {
            String name = object.path("name").asText();
            boolean asked = object.path("custom").asBoolean() && object.path("queryable").asBoolean();
            if (asked && count(name) > 0) {
                get("/sobjects/" + name + "/describe");
            }
        }
    }

    private long count(String object) throws IOException {
        return get("/query?q=" + URLEncoder.encode("SELECT COUNT() FROM " + object, StandardCharsets.UTF_8))
                .path("totalSize").asLong();
    }

    private JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + DATA + path)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> answer = http.send(request.header("Authorization", "Bearer " + token).build(),
                    BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(answer.uri() + ": " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
