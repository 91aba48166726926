package com.crmfactory.migration.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Pages of Bulk results that are made once. */
class KeptResultsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOBS = "/services/data/v67.0/jobs/query";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    @TempDir
    Path folder;

    @Test
    void aPageThatIsAskedForAgainIsTheSameAndWasMadeOnce() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.generated(0.1, 3), Optional.of(folder))) {
            String first = page(simulator, "SELECT Id, LastName FROM Contact");
            assertThat(first).startsWith("\"Id\",\"LastName\"").hasLineCount(101);
            assertThat(page(simulator, "SELECT Id, LastName FROM Contact")).isEqualTo(first);
            assertThat(files()).isEqualTo(1);
            assertThat(page(simulator, "SELECT Id FROM Contact")).isNotEqualTo(first);
            assertThat(files()).isEqualTo(2);
        }
    }

    private long files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private String page(Simulator simulator, String soql) throws Exception {
        HttpResponse<byte[]> created = send(simulator, JOBS, BodyPublishers.ofString(
                "{\"operation\":\"query\",\"query\":\"" + soql + "\"}"));
        String job = JOBS + "/" + JSON.readTree(created.body()).path("id").asText();
        Instant limit = Instant.now().plus(Duration.ofSeconds(60));
        while (!JSON.readTree(send(simulator, job, null).body()).path("state").asText().equals("JobComplete")) {
            assertThat(Instant.now()).isBefore(limit);
        }
        HttpResponse<byte[]> page = send(simulator, job + "/results?maxRecords=100", null);
        assertThat(page.headers().firstValue("Content-Encoding")).contains("gzip");
        return new String(new GZIPInputStream(new ByteArrayInputStream(page.body())).readAllBytes());
    }

    private HttpResponse<byte[]> send(Simulator simulator, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .header("Authorization", "Bearer " + simulator.accessToken());
        if (path.contains("/results")) {
            request.header("Accept-Encoding", "gzip");
        }
        return client
                .send((body == null ? request.GET() : request.header("Content-Type", "application/json").POST(body))
                        .build(), BodyHandlers.ofByteArray());
    }
}
