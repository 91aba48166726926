package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static com.crmfactory.migration.salesforce.LoopbackOrg.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.salesforce.LoopbackOrg.Reply;

class QueryTest {
    private static final String MORE = "/services/data/v67.0/query/0r8xx5R2yF2gs3VASQ-2000";
    private static final String DONE = "{\"totalSize\":2001,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"Account\"},\"Id\":\"b\"}]}";

    private static Reply page(String next) {
        return Reply.json("{\"totalSize\":2001,\"done\":false,\"nextRecordsUrl\":\"" + next
                + "\",\"records\":[{\"attributes\":{\"type\":\"Account\"},\"Id\":\"a\"}]}");
    }

    @Test
    void pagesByLocatorToTheEnd() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(page(MORE), Reply.json(DONE).gzipped());

            QueryPage first = get(server.org().query("SELECT Id, Name FROM Account"));
            QueryPage second = get(server.org().queryMore(first.nextRecordsUrl()));

            assertThat(first.totalSize()).isEqualTo(2001);
            assertThat(first.done()).isFalse();
            assertThat(first.records()).hasSize(1);
            assertThat(second.done()).isTrue();
            assertThat(second.nextRecordsUrl()).isNull();
            assertThat(second.records().get(0).path("Id").asText()).isEqualTo("b");
            assertThat(server.seen.get(1).uri()).isEqualTo(MORE);
        }
    }

    @Test
    void queriesGoToTheirResources() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> Reply.json("{\"size\":1,\"totalSize\":17,\"done\":true,\"queryLocator\":null,"
                    + "\"entityTypeName\":\"X\",\"records\":[]}"));
            SalesforceOrg org = server.org();

            get(org.query("SELECT Id FROM A"));
            get(org.queryAll("SELECT Id FROM A"));
            get(org.toolingQuery("SELECT Id FROM A"));
            assertThat(get(org.count("SELECT COUNT() FROM A"))).isEqualTo(17);

            assertThat(server.seen).extracting(LoopbackOrg.Seen::uri).containsExactly(
                    "/services/data/v67.0/query?q=SELECT+Id+FROM+A", "/services/data/v67.0/queryAll?q=SELECT+Id+FROM+A",
                    "/services/data/v67.0/tooling/query?q=SELECT+Id+FROM+A",
                    "/services/data/v67.0/query?q=SELECT+COUNT()+FROM+A");
        }
    }

    @Test
    void soqlIsEscapedNoMoreThanNeededAndArrivesUnchanged() {
        String soql = "SELECT Id,Name FROM Account WHERE Name LIKE 'A%&+;=#é😀\"\\'' AND D > 2026-01-01T00:00:00.000Z\n"
                + "ORDER BY Id";

        String encoded = OrgUrls.encoded(soql);

        assertThat(encoded).startsWith("SELECT+Id,Name+FROM+Account").contains("2026-01-01T00:00:00.000Z")
                .doesNotContain("&", ";", "#", "=", "\"", " ");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(soql);
    }

    @Test
    void aQueryThatDoesNotFitIntoAUrlIsPosted() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> Reply.json(request.method().equals("GET")
                    ? DONE
                    : "{\"compositeResponse\":[{\"httpStatusCode\":200,\"body\":" + DONE + "}]}"));
            SalesforceOrg org = server.org();
            String wide = "SELECT " + "Field__c,".repeat(1_700) + "Id FROM Account";
            String tooWide = "SELECT " + "Field__c,".repeat(1_830) + "Id FROM Account";

            assertThat(org.fits(wide)).isTrue();
            get(org.query(wide));
            assertThat(org.fits(tooWide)).isFalse();
            assertThat(get(org.queryAll(tooWide)).totalSize()).isEqualTo(2001);
            assertThat(server.seen.get(1).uri()).isEqualTo("/services/data/v67.0/composite");
            assertThat(server.seen.get(1).body()).contains("/services/data/v67.0/queryAll?q=SELECT+Field__c,");
            assertThat(failure(org.query("SELECT " + "Field__c,".repeat(11_200) + "Id FROM Account")).failure().code())
                    .isEqualTo("query_too_long");
            assertThat(server.seen).hasSize(2);
        }
    }

    @Test
    void aPostedQueryFailsAsItsPartDoesAndGivesItsSeatBack() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> Reply.json("{\"compositeResponse\":[{\"httpStatusCode\":400,\"body\":"
                    + "[{\"errorCode\":\"QUERY_TIMEOUT\",\"message\":\"x\"}]}]}"));
            SalesforceOrg org = server.org();
            String wide = "SELECT " + "Field__c,".repeat(2_000) + "Id FROM Account";

            for (int i = 0; i < 10; i++) {
                assertThat(failure(org.query(wide)).failure().code()).isEqualTo("sf_query_timeout");
            }
        }
    }

    @Test
    void aCountOfItsOwnIsPartOfTheWhole() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(503, "down"), Reply.json(DONE), Reply.json(DONE));
            SalesforceOrg org = server.org();
            SalesforceOrg part = org.counting();

            get(part.query("SELECT Id FROM A"));
            get(org.query("SELECT Id FROM A"));

            assertThat(part.usage().calls()).as("the repeat included").isEqualTo(2);
            assertThat(org.usage().calls()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.com/services/data/v67.0/query/x", "//evil.com/services/data/v67.0/query/x",
            "http://127.0.0.1:1/services/data/v67.0/query/x", "http://127.0.0.1@evil.com/services/data/v67.0/query/x",
            "/services/../steal", "/services/data/%2e%2e/%2e%2e/steal", "/services/data/v67.0/..%2fx", "/steal",
            "/services/data//evil", "\\\\evil.com\\x", "", "/services/oauth2/revoke"})
    void aLinkOutOfTheOrgIsRefused(String link) throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            assertThat(failure(server.org().queryMore(link)).failure().code()).isEqualTo("sf_foreign_link");
            assertThat(server.seen).isEmpty();
        }
    }

    @Test
    void anAbsoluteLinkIntoTheSameOrgIsFollowed() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json(DONE));

            assertThat(get(server.org().queryMore(server.url() + MORE)).done()).isTrue();
        }
    }

    @Test
    void atMostEightCursorsAreOpen() throws Exception {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> request.uri().contains("?q=")
                    ? page("/services/data/v67.0/query/0r8" + request.uri().replaceAll("\\D", "") + "-2000")
                    : Reply.json(DONE));
            SalesforceOrg org = server.org();
            List<QueryPage> open = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                open.add(get(org.query("SELECT " + i)));
            }

            CompletableFuture<QueryPage> ninth = org.query("SELECT 9").subscribeAsCompletionStage();
            CompletableFuture<QueryPage> tenth = org.query("SELECT 10").subscribeAsCompletionStage();
            assertThat(server.seen).as("sent so far").hasSize(8);

            get(org.queryMore(open.get(3).nextRecordsUrl()));
            ninth.get(20, java.util.concurrent.TimeUnit.SECONDS);
            assertThat(tenth).isNotDone();
            org.closeCursor(open.get(5).nextRecordsUrl());
            tenth.get(20, java.util.concurrent.TimeUnit.SECONDS);
            assertThat(server.seen).hasSize(11);
        }
    }

    @Test
    void aQueryThatFindsNoFreeCursorInTimeFailsAndLeavesNoTrace() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg(RetryPolicy.never(), Duration.ofSeconds(2))) {
            server.always(request -> page("/services/data/v67.0/query/0r8" + server.seen.size() + "-2000"));
            SalesforceOrg org = server.org();
            QueryPage last = IntStream.range(0, 8).mapToObj(i -> get(org.query("SELECT " + i))).reduce((a, b) -> b)
                    .orElseThrow();

            assertThat(failure(org.query("SELECT 9")).failure().code()).isEqualTo("sf_cursors_busy");
            org.closeCursor(last.nextRecordsUrl());

            assertThat(get(org.query("SELECT 9")).done()).isFalse();
        }
    }

    @Test
    void failedQueriesGiveTheirSeatBack() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> Reply.of(400, "[{\"errorCode\":\"INVALID_QUERY_LOCATOR\",\"message\":\"x\"}]"));
            SalesforceOrg org = server.org();

            for (int i = 0; i < 20; i++) {
                assertThat(failure(org.query("SELECT Id")).httpStatus()).isEqualTo(400);
                assertThat(failure(org.queryMore(MORE)).failure().code()).isEqualTo("sf_locator_expired");
            }
            assertThat(server.seen).hasSize(40);
        }
    }

    @Test
    void aCursorThatNobodyReadsFreesItsPlaceAfterFifteenMinutes() {
        MovingClock clock = new MovingClock();
        Cursors cursors = new Cursors(clock, Duration.ofMillis(50));
        for (int i = 0; i < Cursors.MOST_OPEN; i++) {
            Cursors.Seat seat = cursors.seat();
            get(seat.taken());
            seat.leave("/query/0r8" + i + "-2000");
            seat.leave(null);
        }
        assertThat(failure(cursors.seat().taken()).failure().code()).isEqualTo("sf_cursors_busy");

        clock.now = clock.now.plus(Duration.ofMinutes(14));
        cursors.touched("/query/0r80-4000");
        clock.now = clock.now.plus(Duration.ofMinutes(2));
        get(cursors.seat().taken());

        assertThat(cursors.knows("/query/0r80-6000")).as("still read").isTrue();
        assertThat(cursors.knows("/query/0r81-2000")).as("given up").isFalse();
    }

    @Test
    void recordCountsAreAskedInAsFewCallsAsFit() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> Reply
                    .json("{\"sObjects\":[{\"count\":3,\"name\":\"Object0__c\"},{\"count\":0,\"name\":\""
                            + request.uri().replaceAll(".*[,=]", "") + "\"}]}"));
            List<String> names = IntStream.range(0, 1_294).mapToObj(i -> "Object" + i + "_of_some_length__c").toList();

            Map<String, Long> counts = get(server.org().recordCounts(names));

            assertThat(counts).containsEntry("Object0__c", 3L).containsEntry(names.get(1_293), 0L);
            assertThat(server.seen).hasSize(3)
                    .allSatisfy(request -> assertThat(request.uri().length()).isLessThan(16_000));
            assertThat(String.join(",", server.seen.stream().map(r -> r.uri().replaceAll(".*=", "")).toList()))
                    .isEqualTo(String.join(",", names));
            assertThat(get(server.org().recordCounts(List.of()))).isEmpty();
        }
    }

    @Test
    void namesAndIdsCannotChangeThePath() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            SalesforceOrg org = server.org();

            assertThatThrownBy(() -> get(org.describe("../x"))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> get(org.job("750/../x"))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> get(org.recordCounts(List.of("A&x=y"))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.seen).isEmpty();
        }
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
