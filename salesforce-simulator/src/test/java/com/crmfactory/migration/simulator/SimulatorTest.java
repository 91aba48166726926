package com.crmfactory.migration.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import de.siegmar.fastcsv.reader.CsvReader;

/** The simulator over real HTTP. */
class SimulatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String V = "/services/data/v67.0";
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(SimulatorOptions.generated(0.5, 11));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @AfterEach
    void behave() throws Exception {
        send("DELETE", "/__faults", "");
        send("POST", "/__tokens", "{\"accessToken\":\"" + simulator.accessToken() + "\"}");
        send("POST", "/__reset-stats", "");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .header("Authorization", "Bearer " + simulator.accessToken()).timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(request(path).method(method, BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private static String query(String soql) {
        return V + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** Creates a Bulk job and asks until it has ended, as a client does. */
    private static JsonNode finish(String soql) throws Exception {
        String path = V + "/jobs/query/"
                + json(send("POST", V + "/jobs/query",
                        JSON.createObjectNode().put("operation", "query").put("query", soql).toString())).path("id")
                        .asText();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        JsonNode job = json(get(path));
        while (job.path("state").asText().matches("UploadComplete|InProgress") && System.nanoTime() < deadline) {
            job = json(get(path));
        }
        return job;
    }

    private static String results(JsonNode job) {
        return V + "/jobs/query/" + job.path("id").asText() + "/results";
    }

    @Test
    void listensOnTheLoopbackOnly() {
        assertThat(simulator.url().getHost()).isEqualTo("127.0.0.1");
        assertThat(simulator.accessToken()).isEqualTo("00D5g000009GenA!simulator");
    }

    @Test
    void streamsAWholeObject() throws Exception {
        JsonNode job = finish("SELECT Id, Name, Description, Long_Notes__c FROM Contact");
        HttpResponse<String> page = get(results(job));
        long rows = CsvReader.builder().ofCsvRecord(page.body()).stream().count() - 1;
        assertThat(rows).isEqualTo(job.path("numberRecordsProcessed").asLong()).isGreaterThan(2000);
        assertThat(page.headers().firstValue("Sforce-NumberOfRecords")).hasValue(String.valueOf(rows));
        assertThat(page.headers().firstValue("Sforce-Locator")).hasValue("null");
    }

    @Test
    void compressesWhenAsked() throws Exception {
        JsonNode job = finish("SELECT Id, Name FROM Contact");
        HttpResponse<byte[]> zipped = CLIENT.send(request(results(job)).header("Accept-Encoding", "gzip").build(),
                BodyHandlers.ofByteArray());
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(get(results(job)).body());
        }
        assertThat(get(results(job)).headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void tooLongARequestGetsHtml() throws Exception {
        HttpResponse<String> response = get(
                query("SELECT Id FROM Account WHERE Name IN ('" + "x".repeat(17_000) + "')"));
        assertThat(response.statusCode()).isEqualTo(431);
        assertThat(response.body())
                .isEqualTo("<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>");
    }

    @Test
    void expectedCountsAgreeWithTheQueryEngine() throws Exception {
        JsonNode objects = json(get("/__expected")).path("objects");
        for (String object : new String[]{"Account", "Contact", "Lead", "Case", "CaseComment", "EmailMessage", "Task",
                "Event", "Opportunity", "OpportunityLineItem"}) {
            assertThat(json(get(query("SELECT COUNT() FROM " + object))).path("totalSize")).as(object)
                    .isEqualTo(objects.path(object).path("records"));
            for (var reference : objects.path(object).path("references").properties()) {
                assertThat(
                        json(get(query("SELECT COUNT() FROM " + object + " WHERE " + reference.getKey() + " != null")))
                                .path("totalSize"))
                        .as(object + "." + reference.getKey()).isEqualTo(reference.getValue().path("filled"));
            }
        }
        assertThat(json(get(query("SELECT COUNT() FROM Contact WHERE Account.IsDeleted = false"))).path("totalSize"))
                .isEqualTo(objects.at("/Contact/references/AccountId/linked"));
        assertThat(json(get(V + "/queryAll?q=SELECT+COUNT()+FROM+Task+WHERE+IsDeleted=false")).path("totalSize"))
                .isEqualTo(objects.at("/Task/withArchived"));
        assertThat(objects.at("/Contact/references/AccountId/orphans").asInt()).isPositive();
        assertThat(objects.at("/Task/records").asInt()).isLessThan(objects.at("/Task/withArchived").asInt());
    }

    private static void fault(String rule) throws Exception {
        HttpResponse<String> response = send("POST", "/__faults", rule);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {"daily_limit # 403 # TotalRequests Limit exceeded.",
            "concurrent_limit # 403 # ConcurrentRequests", "html503 # 503 # <html>",
            "429 # 429 # Too Many Requests", "gone # 410 # UNSUPPORTED_API_VERSION", "status # 500 # UNKNOWN_EXCEPTION",
            "query_timeout # 400 # QUERY_TIMEOUT", "token_revoked # 401 # INVALID_SESSION_ID"})
    void misbehavesOnceAsTold(String fault, int status, String text) throws Exception {
        fault("{\"fault\":\"" + fault + "\",\"match\":{\"method\":\"GET\",\"pathRegex\":\"/limits\"}}");
        assertThat(get(V + "/sobjects/Account/describe").statusCode()).isEqualTo(200);
        HttpResponse<String> response = get(V + "/limits");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(text);
        if (!fault.equals("token_revoked")) {
            assertThat(get(V + "/limits").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFaultCanAimAtAnObjectAndComeLater() throws Exception {
        fault("[{\"fault\":\"status\",\"status\":400,\"body\":[{\"message\":\"m\",\"errorCode\":\"QUERY_TIMEOUT\"}],\"match\":{\"object\":\"Case\"},\"after\":1,\"times\":2}]");
        assertThat(get(query("SELECT COUNT() FROM Account")).statusCode()).isEqualTo(200);
        assertThat(get(query("SELECT COUNT() FROM Case")).statusCode()).isEqualTo(200);
        assertThat(json(get(query("SELECT COUNT() FROM Case"))).at("/0/errorCode").asText()).isEqualTo("QUERY_TIMEOUT");
        assertThat(get(query("SELECT COUNT() FROM Case")).statusCode()).isEqualTo(400);
        assertThat(get(query("SELECT COUNT() FROM Case")).statusCode()).isEqualTo(200);
        assertThat(json(get("/__stats")).path("faults").asInt()).isEqualTo(2);
    }

    @Test
    void cutsTheConnectionInTheMiddleOfTheBody() throws Exception {
        JsonNode job = finish("SELECT Id, Name FROM Contact");
        fault("{\"fault\":\"truncate\",\"bytes\":5000,\"match\":{\"pathRegex\":\"/results\"}}");
        assertThatThrownBy(() -> get(results(job))).isInstanceOf(IOException.class);
        assertThat(get(results(job)).statusCode()).isEqualTo(200);
    }

    @Test
    void resetsTheConnectionBeforeTheAnswer() throws Exception {
        fault("{\"fault\":\"reset\",\"times\":5,\"match\":{\"pathRegex\":\"/sobjects$\"}}");
        assertThatThrownBy(() -> get(V + "/sobjects")).isInstanceOf(IOException.class);
    }

    @Test
    void aJobCanFailOrVanish() throws Exception {
        fault("{\"fault\":\"job_failed\",\"message\":\"TXN_SECURITY\",\"match\":{\"pathRegex\":\"/jobs/query/750\",\"object\":\"Lead\"}}");
        JsonNode job = finish("SELECT Id FROM Lead");
        assertThat(job.path("state").asText()).isEqualTo("Failed");
        assertThat(job.path("errorMessage").asText()).isEqualTo("TXN_SECURITY");
        JsonNode other = finish("SELECT Id FROM Lead");
        assertThat(other.path("state").asText()).isEqualTo("JobComplete");
        fault("{\"fault\":\"job_vanishes\",\"match\":{\"pathRegex\":\"/results\"}}");
        assertThat(get(results(other)).statusCode()).isEqualTo(404);
    }

    @Test
    void aPageCanHoldFewerOrMoreRecordsThanItPromises() throws Exception {
        JsonNode job = finish("SELECT Id FROM Lead");
        int all = job.path("numberRecordsProcessed").asInt();
        for (String[] each : new String[][]{{"short_page", String.valueOf(all), String.valueOf(all - 1)},
                {"long_page", String.valueOf(all - 1), String.valueOf(all)}}) {
            fault("{\"fault\":\"" + each[0] + "\",\"match\":{\"pathRegex\":\"/results\"}}");
            HttpResponse<String> page = get(results(job));
            assertThat(page.headers().firstValue("Sforce-NumberOfRecords")).hasValue(each[1]);
            assertThat(page.body().lines().count() - 1).isEqualTo(Long.parseLong(each[2]));
        }
        fault("{\"fault\":\"short_page\",\"match\":{\"object\":\"Account\"}}");
        JsonNode query = json(get(query("SELECT Id FROM Account")));
        assertThat(query.path("records")).hasSize(query.path("totalSize").asInt() - 1);
        assertThat(get(results(job)).body().lines().count() - 1).as("as soon as the rule is spent").isEqualTo(all);
    }

    @Test
    void queriesOfTooManyRowsOrColumnsAreRefusedUntilTheLimitIsLifted() throws Exception {
        send("POST", "/__query-limits", "{\"object\":\"Lead\",\"rows\":10,\"columns\":2}");
        assertThat(get(query("SELECT Id FROM Lead")).body()).contains("QUERY_TIMEOUT");
        assertThat(get(query("SELECT Id FROM Lead ORDER BY Id LIMIT 10")).statusCode()).isEqualTo(200);
        assertThat(get(query("SELECT Id,Name,Email FROM Lead LIMIT 1")).body()).contains("QUERY_TOO_COMPLICATED");
        JsonNode job = finish("SELECT Id FROM Lead");
        assertThat(job.path("state").asText()).isEqualTo("Failed");
        assertThat(job.path("errorMessage").asText()).startsWith("QUERY_TIMEOUT");
        assertThat(json(get("/__stats")).path("faults").asInt()).isEqualTo(3);
        send("DELETE", "/__query-limits", "");
        assertThat(get(query("SELECT Id,Name,Email FROM Lead")).statusCode()).isEqualTo(200);
    }

    @Test
    void aCursorCanExpire() throws Exception {
        String next = json(get(query("SELECT Id FROM Contact"))).path("nextRecordsUrl").asText();
        fault("{\"fault\":\"locator_expired\",\"match\":{\"pathRegex\":\"/query/0r8\",\"object\":\"Contact\"}}");
        assertThat(get(next).body()).contains("INVALID_QUERY_LOCATOR");
        assertThat(get(next).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {"{\"fault\":\"explode\"} # unknown fault 'explode'",
            "{\"fault\":\"reset\",\"tims\":1} # unknown members [tims]",
            "{\"fault\":\"reset\",\"match\":{\"pathRegex\":\"(\"}} # regular expression", "nonsense # not JSON"})
    void refusesFaultsItDoesNotUnderstand(String rule, String message) throws Exception {
        HttpResponse<String> response = send("POST", "/__faults", rule);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("error").asText()).contains(message);
    }

    @Test
    void statisticsStartAnew() throws Exception {
        get(query("SELECT Nothing FROM Account"));
        JsonNode stats = json(get("/__stats"));
        assertThat(stats.path("apiCalls").asInt()).isEqualTo(1);
        assertThat(stats.at("/misuse/0/kind").asText()).isEqualTo("invalid_field");
        assertThat(send("POST", "/__reset-stats", "").statusCode()).isEqualTo(204);
        assertThat(json(get("/__stats")).path("apiCalls").asInt()).isZero();
    }

    @Test
    void aTakenPortIsNamedWithItsRemedy() {
        int taken = simulator.url().getPort();
        assertThatThrownBy(() -> Simulator.start(SimulatorOptions.generated(0.01, 1).withPort(taken)))
                .isInstanceOf(SimulatorException.class)
                .hasMessageContaining("Port " + taken).hasMessageContaining("--port");
    }

    @Test
    void waitsAsLongAsToldAndMakesShortPages() throws Exception {
        try (Simulator slow = Simulator.start(
                SimulatorOptions.generated(0.3, 1).withLatencyMillis(120).withPageSize(250).withAccessToken("own"))) {
            long start = System.nanoTime();
            HttpResponse<String> page = CLIENT
                    .send(HttpRequest.newBuilder(URI.create(slow.url() + query("SELECT Id FROM Contact")))
                            .header("Authorization", "Bearer own").build(), BodyHandlers.ofString());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
            assertThat(json(page).path("records")).hasSize(250);
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> SimulatorOptions.generated(0, 1)).hasMessageContaining("scale");
        assertThatThrownBy(() -> SimulatorOptions.generated(1, 1).withPort(70_000)).hasMessageContaining("port");
        assertThat(SimulatorOptions.generated(1, 1).withAccessToken("secret").toString()).doesNotContain("secret");
    }
}
