package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What is refused, and how: each error is a problem document that names the cause. */
@Order(6)
@ExtendWith(SharedInstallation.class)
class ProblemDocumentsIT {

    private static final String UNKNOWN = "/mig_01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final Installation installation;
    private final MigrationApi api;

    ProblemDocumentsIT(Installation installation) {
        this.installation = installation;
        this.api = installation.api();
    }

    private long migrations() {
        return installation.database().number("SELECT count(*) FROM migration.migration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com", "http://169.254.169.254", "https://salesforce.com.evil.example"})
    void aHostThatIsNotSalesforceIsRefusedAndNothingIsCreated(String url) {
        long before = migrations();
        api.analyze(url, "00D000000000001!secret").problem(422, "sf_host_not_allowed");
        assertThat(migrations()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a url", "ftp://acme.my.salesforce.com", "https://"})
    void aMalformedUrlIsRefusedAndNothingIsCreated(String url) {
        long before = migrations();
        Answer answer = api.analyze(url, "00D000000000001!secret");
        answer.problem(422, answer.json().path("code").asText());
        assertThat(migrations()).isEqualTo(before);
    }

    @Test
    void aPastedLightningUrlIsAnsweredWithTheHostToUse() {
        JsonNode problem = api.analyze("https://acme.lightning.force.com/lightning/page/home", "00D000000000001!secret")
                .problem(422, "sf_host_not_allowed");
        assertThat(problem.toString()).contains("acme.my.salesforce.com");
    }

    @Test
    void aRefusedTokenEndsTheAnalysisWithTheCauseAndTheRemedy() {
        String id = api.analyze(installation.source().url(), "00D000000000001!wrong").expect(202)
                .path("migration_id").asText();
        JsonNode record = api.awaitAnalysis(id);
        assertThat(record.path("status").asText()).isEqualTo("analysis_failed");
        assertThat(record.at("/error/code").asText()).isNotBlank();
        assertThat(record.at("/error/message").asText()).isNotBlank();
        assertThat(record.at("/error/hint").asText()).isNotBlank();
        JsonNode problem = api.run(id).problem(409, "status_conflict");
        assertThat(problem.path("detail").asText()).contains("analysis_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/report", "/configuration", "/plan", "/validation", "/objects/Contact/failures"})
    void anUnknownMigrationIsNotFound(String path) {
        api.get(UNKNOWN + path).problem(404, "migration_not_found");
    }

    @Test
    void theEventsOfAnUnknownMigrationAreAProblemAndNoStream() {
        api.send(HttpRequest.newBuilder(api.uri(UNKNOWN + "/events")).header("Accept", "text/event-stream").build())
                .problem(404, "migration_not_found");
    }

    @Test
    void anUnknownMigrationIsNotRun() {
        api.run(UNKNOWN.substring(1)).problem(404, "migration_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "", "{\"migration_id\":", "nonsense"})
    void aBodyThatIsNoJsonObjectIsMalformed(String body) {
        api.post("/run", body).problem(400, "malformed_request");
    }

    @Test
    void anUnknownPathIsNotFoundAndAWrongMethodIsNotAllowed() {
        api.get("/a/b/c/d").problem(404, "not_found");
        api.send(api.request("/run").DELETE().build()).problem(405, "method_not_allowed");
    }

    @Test
    void aBodyOfAnotherMediaTypeIsRefused() {
        api.send(api.request("/run").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")).build())
                .problem(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "many"})
    void aLimitOutOfRangeIsNotClamped(String limit) {
        api.get("?limit=" + limit).problem(400, "malformed_request");
    }

    @Test
    void theListIsPagedNewestFirst() {
        JsonNode page = api.get("?limit=1").expect(200);
        assertThat(page.path("data")).hasSize(1);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        JsonNode next = api.get("?limit=1&cursor=" + page.path("next_cursor").asText()).expect(200);
        assertThat(next.at("/data/0/migration_id").asText())
                .isLessThan(page.at("/data/0/migration_id").asText());
    }

    @Test
    void anotherWebSiteMayNotCall() {
        api.send(api.request("").header("Origin", "https://evil.example").GET().build())
                .problem(403, "origin_not_allowed");
    }

    /** The JDK's client sends no foreign Host header, so this one speaks HTTP itself. */
    @Test
    void aForeignHostNameIsForbidden() throws IOException {
        URI gateway = api.uri("");
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.getOutputStream().write(("GET " + MigrationApi.BASE
                    + " HTTP/1.1\r\nHost: rebound.evil.example\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 403").containsIgnoringCase("application/problem+json")
                        .contains("host_not_allowed");
            }
        }
    }
}
