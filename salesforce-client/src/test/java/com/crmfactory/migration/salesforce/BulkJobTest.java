package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static com.crmfactory.migration.salesforce.LoopbackOrg.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.salesforce.LoopbackOrg.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class BulkJobTest {
    private static final String ID = "750R0000000zlh9IAA";
    private static final String JOBS = "/services/data/v67.0/jobs/query";
    private static final PollPolicy QUICK = new PollPolicy(Duration.ofMillis(500), Duration.ofMillis(500),
            Duration.ofSeconds(20));

    private static Reply job(String state, String more) {
        return Reply.json(
                """
                {"id":"%s","operation":"query","object":"Account","createdById":"005R0000000GiwjIAC",
                 "createdDate":"2018-12-10T17:50:19.000+0000","systemModstamp":"2018-12-10T17:51:27.000+0000",
                 "state":"%s","concurrencyMode":"Parallel","contentType":"CSV","apiVersion":67.0,"lineEnding":"LF",
                 "columnDelimiter":"COMMA"%s}""".formatted(ID, state, more));
    }

    @Test
    void createsAJobWithTheQueryInItsBody() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(job("UploadComplete", ""));

            BulkJob job = get(server.org().createQueryJob(new BulkQuery("SELECT Id FROM Task WHERE X = '\"'", true)));

            assertThat(job.state()).isEqualTo(BulkState.UPLOAD_COMPLETE);
            assertThat(job.apiVersion()).isEqualTo("67.0");
            assertThat(server.seen.get(0).method() + " " + server.seen.get(0).uri()).isEqualTo("POST " + JOBS);
            assertThat(server.seen.get(0).header("Content-Type")).startsWith("application/json");
            JsonNode sent = new ObjectMapper().readTree(server.seen.get(0).body());
            assertThat(sent.path("operation").asText()).isEqualTo("queryAll");
            assertThat(sent.path("query").asText()).isEqualTo("SELECT Id FROM Task WHERE X = '\"'");
            assertThat(sent.path("contentType").asText()).isEqualTo("CSV");
        }
    }

    @Test
    void waitsForTheEndAndNeverLooksBeforeHalfASecond() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(job("UploadComplete", ""), job("InProgress", ",\"numberRecordsProcessed\":10"),
                    job("JobComplete", ",\"numberRecordsProcessed\":500,\"retries\":1,\"totalProcessingTime\":334,"
                            + "\"jobType\":\"V2Query\",\"isPkChunkingSupported\":true"));
            long start = System.nanoTime();

            BulkJob job = get(server.org().awaitJob(ID, QUICK));

            assertThat(job.numberRecordsProcessed()).isEqualTo(500);
            assertThat(job.retries()).isEqualTo(1);
            assertThat(job.totalProcessingTime()).isEqualTo(334);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1_500));
            assertThat(server.seen).hasSize(3);
        }
    }

    @Test
    void pollsBackOffToTheirCap() {
        PollPolicy policy = PollPolicy.defaults();
        Duration pause = policy.first();
        for (int i = 0; i < 20; i++) {
            Duration next = policy.after(pause);
            assertThat(next).isBetween(pause, Duration.ofSeconds(15));
            pause = next;
        }
        assertThat(pause).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aFailedJobIsAFailureThatNamesSalesforcesCodeOnly() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(
                    job("Failed", ",\"errorMessage\":\"InternalServerError : QUERY_TIMEOUT: WHERE Email = 'jane@x'\""));

            SalesforceException failure = failure(server.org().awaitJob(ID, QUICK));

            assertThat(failure.failure().code()).isEqualTo("bulk_job_failed");
            assertThat(failure.errorCode()).isEqualTo("QUERY_TIMEOUT");
            assertThat(failure.failure().toString()).contains("QUERY_TIMEOUT").doesNotContain("jane");
        }
    }

    @Test
    void aFailedJobWithoutAnyMessageIsAFailureToo() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(job("Failed", ""));

            SalesforceException failure = failure(server.org().awaitJob(ID, QUICK));

            assertThat(failure.failure().code()).isEqualTo("bulk_job_failed");
            assertThat(failure.errorCode()).isNull();
        }
    }

    @Test
    void anAbortedJobIsAFailure() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(job("Aborted", ""));

            assertThat(failure(server.org().awaitJob(ID, QUICK)).failure().code()).isEqualTo("bulk_job_aborted");
        }
    }

    @Test
    void waitingIsBoundedAndTheJobCanBeAwaitedAgain() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> job("SomethingNew", ""));

            SalesforceException failure = failure(
                    server.org().awaitJob(ID, QUICK.withTimeout(Duration.ofMillis(700))));

            assertThat(failure.failure().code()).isEqualTo("bulk_job_still_running");
            assertThat(failure.isTransient()).isTrue();
        }
    }

    @Test
    void aVanishedJobIsNotFound() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(404,
                    "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]"));

            assertThat(failure(server.org().awaitJob(ID, QUICK)).failure().code()).isEqualTo("sf_not_found");
        }
    }

    @Test
    void abortsAndDeletes() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(job("Aborted", ""), Reply.of(204, ""), Reply.of(404, ""), Reply.of(400, "[]"));
            SalesforceOrg org = server.org();

            get(org.abortJob(ID));
            get(org.deleteJob(ID));
            get(org.deleteJob(ID));
            assertThat(failure(org.deleteJob(ID)).httpStatus()).isEqualTo(400);

            assertThat(server.seen.get(0).method()).isEqualTo("PATCH");
            assertThat(server.seen.get(0).body()).isEqualTo("{\"state\":\"Aborted\"}");
            assertThat(server.seen.get(1).method() + server.seen.get(1).uri()).isEqualTo("DELETE" + JOBS + "/" + ID);
        }
    }

    @Test
    void listsResultPagesInBothSpellings() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json(
                    """
                    {"resultPages":[{"resultLink":"%s/%s/results"},{"resultLink":"%s/%s/results?locator=MTAw%%3D"}],
                     "nextRecordsUrl":"%s/%s/resultPages?locator=x","done":false}""".formatted(JOBS, ID, JOBS, ID, JOBS,
                            ID)),
                    Reply.json("""
                               {"resultPages":[{"resultUrl":"%s/%s/results?maxRecords=5&locator=ABC"}],"done":true}"""
                            .formatted(JOBS, ID)));

            SalesforceOrg org = server.org();

            ResultPages first = get(org.resultPages(ID, null));
            ResultPages second = get(org.resultPages(ID, first.next().orElseThrow()));

            assertThat(first.locators()).containsExactly(Optional.empty(), Optional.of("MTAw="));
            assertThat(second).isEqualTo(new ResultPages(List.of(Optional.of("ABC")), Optional.empty()));
            assertThat(server.seen.get(1).uri()).isEqualTo(JOBS + "/" + ID + "/resultPages?locator=x");
        }
    }

    @Test
    void aListedPageIsAskedForWithoutASize() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> Reply.csv("\"Id\"\n", 0, "null"));

            get(server.org().resultPage(ID, null)).close();
            get(server.org().resultPage(ID, "MTAw=")).close();

            assertThat(server.seen).extracting(LoopbackOrg.Seen::uri).containsExactly(JOBS + "/" + ID + "/results",
                    JOBS + "/" + ID + "/results?locator=MTAw%3d");
        }
    }

    @Test
    void aResultPagesLinkOutOfTheOrgIsRefused() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            assertThat(failure(server.org().resultPages(ID, "https://evil.com/services/data/x")).failure().code())
                    .isEqualTo("sf_foreign_link");
        }
    }
}
