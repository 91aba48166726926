package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static com.crmfactory.migration.salesforce.LoopbackOrg.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.salesforce.LoopbackOrg.Reply;

class RetryTest {
    /** Of a client that is to lose it. */
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final String LIMITS = "{\"DailyApiRequests\":{\"Max\":15000,\"Remaining\":14882,\"Ant Migration Tool\":"
            + "{\"Max\":0,\"Remaining\":0}},\"PermissionSets\":{\"Max\":1500,\"Remaining\":1499},\"Odd\":{}}";
    private static final String CONCURRENT = "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":"
            + "\"ConcurrentRequests (Concurrent API Requests) Limit exceeded.\"}]";
    private static final String JOB = "{\"id\":\"750R0000000zlh9IAA\",\"operation\":\"query\",\"object\":\"Account\","
            + "\"state\":\"UploadComplete\",\"apiVersion\":67.0}";
    private static final BulkQuery QUERY = new BulkQuery("SELECT Id FROM Account", false);

    @ParameterizedTest
    @ValueSource(ints = {503, 429, 420, 406, 500, 502, 504, 408})
    void readsAreRepeatedAfterATransientAnswer(int status) throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(status, "<html>busy</html>"), Reply.of(status, ""), Reply.json(LIMITS));

            assertThat(get(server.org().limits())).containsOnlyKeys("DailyApiRequests", "PermissionSets")
                    .containsEntry("DailyApiRequests", new Limit(15000, 14882));
            assertThat(server.seen).hasSize(3);
        }
    }

    @Test
    void theConcurrentLimitIsRepeatedAndTheDailyLimitIsNot() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(403, CONCURRENT), Reply.of(403,
                    "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"TotalRequests Limit exceeded.\"}]"));

            assertThat(failure(server.org().limits()).failure().code()).isEqualTo("sf_daily_limit");
            assertThat(server.seen).hasSize(2);
        }
    }

    @Test
    void attemptsAreBounded() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> Reply.of(503, ""));

            assertThat(failure(server.org().limits()).isTransient()).isTrue();
            assertThat(server.seen).hasSize(3);
        }
    }

    @Test
    void nothingElseIsRepeated() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> Reply.of(400, "[{\"errorCode\":\"MALFORMED_QUERY\",\"message\":\"x\"}]"));

            assertThat(failure(server.org().query("SELECT")).errorCode()).isEqualTo("MALFORMED_QUERY");
            assertThat(server.seen).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429, 420, 403})
    void creatingAJobIsRepeatedWhenSalesforceProvablyDidNotTakeIt(int status) throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(status, CONCURRENT), Reply.json(JOB));

            assertThat(get(server.org().createQueryJob(QUERY)).id()).isEqualTo("750R0000000zlh9IAA");
            assertThat(server.seen).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 406, 408})
    void creatingAJobIsNotRepeatedWhenItMayHaveBeenTaken(int status) throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> Reply.of(status, ""));

            assertThat(failure(server.org().createQueryJob(QUERY)).isTransient()).isTrue();
            assertThat(server.seen).hasSize(1);
        }
    }

    @Test
    void creatingAJobIsNotRepeatedAfterALostAnswer() throws IOException {
        try (WireOrg server = new WireOrg((socket, out) -> WireOrg.reset(socket))) {
            SalesforceException failure = failure(server.org().createQueryJob(QUERY));

            assertThat(failure.failure().code()).isEqualTo("sf_connection_lost");
            assertThat(server.requests).hasValue(1);
        }
    }

    @Test
    void aReadIsRepeatedAfterALostAnswer() throws IOException {
        try (WireOrg server = new WireOrg((socket, out) -> WireOrg.reset(socket))) {
            assertThat(failure(server.org().limits()).failure().code()).isEqualTo("sf_connection_lost");
            assertThat(server.requests.get()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        try (LoopbackOrg server = new LoopbackOrg()) {
            SalesforceOrg nowhere = server.client().org(
                    new OrgAccess(URI.create("http://127.0.0.1:" + port), AccessToken.of("x"), "67.0"));

            assertThat(failure(nowhere.createQueryJob(QUERY)).failure().code()).isEqualTo("sf_unreachable");
            assertThat(nowhere.usage().calls()).as("attempts").isEqualTo(3);
        }
    }

    @Test
    void aHostThatDoesNotExistIsUnreachable() throws IOException {
        URI origin = URI.create("http://no-such-host.invalid:8080");
        try (SalesforceClient client = new SalesforceClient(
                ClientSettings.defaults(HostPolicy.salesforceOnly().alsoAllowing(origin))
                        .withRetries(RetryPolicy.never()))) {
            assertThat(failure(client.versions(origin)).failure().code()).isEqualTo("sf_unreachable");
        }
    }

    @Test
    void anAnswerThatDoesNotComeTimesOut() throws IOException {
        try (WireOrg server = new WireOrg(SHORT, (socket, out) -> socket.getInputStream().read())) {
            assertThat(failure(server.org().limits()).failure().code()).isEqualTo("sf_timeout");
        }
    }

    @Test
    void anAnswerThatStopsInTheMiddleTimesOut() throws Exception {
        try (WireOrg server = new WireOrg(SHORT, (socket, out) -> {
            out.write(WireOrg.bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"DailyApiRequests\":"));
            out.flush();
            socket.getInputStream().read();
        })) {
            assertThat(failure(server.org().limits()).failure().code()).isEqualTo("sf_timeout");
            assertThat(server.requests).hasValue(2);
        }
    }

    @Test
    void anHtmlPageWithStatus200IsTransientAndItsWordsStayInside() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(200, "<html>maintenance for jane@customer.example</html>"),
                    Reply.of(200, "{\"cut\":"),
                    Reply.of(200, ""));

            SalesforceException failure = failure(server.org().limits());

            assertThat(failure.failure().code()).isEqualTo("sf_unreadable_answer");
            assertThat(failure).hasNoCause().hasMessageNotContaining("customer");
            assertThat(server.seen).hasSize(3);
        }
    }

    @Test
    void retryAfterIsHonoured() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg(
                new RetryPolicy(2, Duration.ofMillis(1), Duration.ofSeconds(5)))) {
            server.reply(Reply.of(503, "").with("Retry-After", "1"), Reply.json(LIMITS));
            long start = System.nanoTime();

            get(server.org().limits());

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(950));
        }
    }

    @Test
    void aRetryAfterBeyondThePatienceIsHandedToTheCaller() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(429, "").with("Retry-After", "3600"));

            assertThat(failure(server.org().limits()).retryAfter()).contains(Duration.ofHours(1));
            assertThat(server.seen).hasSize(1);
        }
    }

    @Test
    void retryAfterMayBeADateOrNonsense() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg(RetryPolicy.never())) {
            String later = DateTimeFormatter.RFC_1123_DATE_TIME
                    .format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(2));
            server.reply(Reply.of(503, "").with("Retry-After", later), Reply.of(503, "").with("Retry-After", "soon"));

            assertThat(failure(server.org().limits()).retryAfter()).get()
                    .satisfies(left -> assertThat(left).isBetween(Duration.ofMinutes(118), Duration.ofMinutes(120)));
            assertThat(failure(server.org().limits()).retryAfter()).isEmpty();
        }
    }

    @Test
    void pausesGrowStayWithinBoundsAndDiffer() {
        RetryPolicy policy = new RetryPolicy(10, Duration.ofMillis(500), Duration.ofSeconds(30));
        Random random = new Random(1);

        for (int attempt = 1; attempt < 10; attempt++) {
            long step = Math.min(500L << (attempt - 1), 30_000);
            for (int i = 0; i < 200; i++) {
                assertThat(policy.pauseAfter(attempt, random).toMillis()).isBetween(step / 2, step);
            }
        }
        assertThat(List.of(policy.pauseAfter(5, random), policy.pauseAfter(5, random), policy.pauseAfter(5, random))
                .stream().distinct().count()).isGreaterThan(1);
    }

    @Test
    void policiesValidateThemselves() {
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ofMillis(1), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(2, Duration.ofMillis(2), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PollPolicy(Duration.ofMillis(499), Duration.ofSeconds(1), Duration.ofSeconds(9)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
