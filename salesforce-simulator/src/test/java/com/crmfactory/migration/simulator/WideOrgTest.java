package com.crmfactory.migration.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An org with many objects, and what an analysis of one makes use of. */
class WideOrgTest {
    private static final String V = "/services/data/v67.0";
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Simulator simulator = Simulator.start(SimulatorOptions.generated(0.001, 7).withObjects(200));

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void hasAsManyObjectsAsAskedFor() throws Exception {
        JsonNode objects = json(send("GET", V + "/sobjects", "")).get("sobjects");

        assertThat(objects).hasSize(200);
        assertThat(objects.findValuesAsText("name")).doesNotHaveDuplicates();
        String further = objects.get(199).get("name").asText();
        assertThat(json(send("GET", V + "/sobjects/" + further + "/describe", "")).get("fields").size())
                .isGreaterThan(30);
        assertThat(json(send("GET", V + "/query?q=SELECT+COUNT()+FROM+Shipment_0__c", "")).get("totalSize").asInt())
                .isPositive();
    }

    @Test
    void aDescribeIsUnchangedUntilAnAdministratorChangesSomething() throws Exception {
        String describe = V + "/sobjects/Account/describe";
        String stamp = send("GET", describe, "").headers().firstValue("Last-Modified").orElseThrow();

        assertThat(conditional(describe, stamp).statusCode()).isEqualTo(304);
        send("POST", "/__metadata-changed", "");
        assertThat(conditional(describe, stamp).statusCode()).isEqualTo(200);

        JsonNode stats = json(send("GET", "/__stats", ""));
        assertThat(stats.at("/byKind/describe").asInt()).isEqualTo(3);
        assertThat(stats.get("notModified").asInt()).isEqualTo(1);
    }

    @Test
    void aPartOfACompositeRequestIsDisturbedByItself() throws Exception {
        send("POST", "/__faults", "{\"match\":{\"pathRegex\":\"COUNT\\\\(\\\\) FROM Case\"},\"fault\":\"status\","
                + "\"status\":400,\"body\":[{\"errorCode\":\"QUERY_TIMEOUT\",\"message\":\"too long\"}]}");

        JsonNode parts = json(composite("Case", "Account")).get("compositeResponse");

        assertThat(parts.get(0).get("httpStatusCode").asInt()).isEqualTo(400);
        assertThat(parts.get(0).at("/body/0/errorCode").asText()).isEqualTo("QUERY_TIMEOUT");
        assertThat(parts.get(1).get("httpStatusCode").asInt()).isEqualTo(200);
    }

    @Test
    void aCompositeRequestHasAtMostFiveQueries() throws Exception {
        assertThat(composite("Account", "Account", "Account", "Account", "Account").statusCode()).isEqualTo(200);
        assertThat(composite("Account", "Account", "Account", "Account", "Account", "Account").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> composite(String... objects) throws IOException, InterruptedException {
        return send("POST", V + "/composite", IntStream.range(0, objects.length).mapToObj(i -> "{\"method\":\"GET\","
                + "\"url\":\"" + V + "/query?q=SELECT+COUNT()+FROM+" + objects[i] + "\",\"referenceId\":\"q" + i
                + "\"}").collect(Collectors.joining(",", "{\"compositeRequest\":[", "]}")));
    }

    private HttpResponse<String> conditional(String path, String since) throws IOException, InterruptedException {
        return CLIENT.send(request(path).header("If-Modified-Since", since).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(request(path).method(method, BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.url() + path)).header("Authorization",
                "Bearer " + simulator.accessToken());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
