package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static com.crmfactory.migration.salesforce.LoopbackOrg.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.salesforce.LoopbackOrg.Reply;

class BulkPageTest {
    private static final String ID = "750R0000000zlh9IAA";

    private static List<List<String>> rows(BulkPage page) {
        List<List<String>> rows = new ArrayList<>();
        while (page.advance()) {
            rows.add(Arrays.asList(page.row()));
        }
        return rows;
    }

    private static SalesforceException breaksOff(SalesforceOrg org) {
        try (BulkPage page = get(org.results(ID, null, 100))) {
            return catchThrowableOfType(SalesforceException.class, () -> rows(page));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cellsSurviveAsTheyAre(boolean gzip) throws IOException {
        String large = "x".repeat(200_000);
        String csv = "\"Id\",\"Account.Name\",\"Text\"\n\"1\",\"say \"\"hi\"\"\",\"two\nlines\r\nand, comma\"\n"
                + "\"2\",\"\",\"null\"\n\"3\",\"é😀\",\"a\u0000b\"\n\"4\",\" padded \",\"" + large + "\"\n";
        try (LoopbackOrg server = new LoopbackOrg()) {
            Reply reply = Reply.csv(csv, 4, "null");
            server.reply(gzip ? reply.gzipped() : reply);

            try (BulkPage page = get(server.org().results(ID, null, 50_000))) {
                assertThat(page.header()).containsExactly("Id", "Account.Name", "Text");
                assertThat(rows(page)).containsExactly(List.of("1", "say \"hi\"", "two\nlines\r\nand, comma"),
                        Arrays.asList("2", null, "null"), List.of("3", "é😀", "a\u0000b"),
                        List.of("4", " padded ", large));
                assertThat(page.rowsRead()).isEqualTo(4);
                assertThat(page.numberOfRecords()).hasValue(4);
                assertThat(page.locator()).as("the text null ends the pages").isEmpty();
                assertThat(page.advance()).as("still at the end").isFalse();
            }
            assertThat(server.seen.get(0).uri())
                    .isEqualTo("/services/data/v67.0/jobs/query/" + ID + "/results?maxRecords=50000");
            assertThat(server.seen.get(0).header("Accept")).isEqualTo("text/csv");
        }
    }

    @Test
    void everyPageRepeatsItsHeaderWhichIsNoRow() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.csv("\"Id\"\n\"1\"\n", 1, "MTAw+/="), Reply.csv("\"Id\"\n\"2\"\n", 1, "null"));
            SalesforceOrg org = server.org();

            String locator;
            try (BulkPage page = get(org.results(ID, null, 1))) {
                assertThat(rows(page)).containsExactly(List.of("1"));
                locator = page.locator().orElseThrow();
            }
            try (BulkPage page = get(org.results(ID, locator, 1))) {
                assertThat(page.header()).containsExactly("Id");
                assertThat(rows(page)).containsExactly(List.of("2"));
            }
            assertThat(server.seen.get(1).uri()).endsWith("?maxRecords=1&locator=MTAw%2b/%3d");
        }
    }

    @Test
    void aSingleColumnMayBeEmpty() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.csv("\"Name\"\n\"a\"\n\"\"\n\"b\"\n", 3, "null"));

            try (BulkPage page = get(server.org().results(ID, null, 10))) {
                assertThat(rows(page)).containsExactly(List.of("a"), Arrays.asList((String) null), List.of("b"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"Id\",\"Name\"\n"})
    void noRecordsMayComeWithOrWithoutAHeader(String body) throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.csv(body, 0, "null"));

            try (BulkPage page = get(server.org().results(ID, null, 10))) {
                assertThat(rows(page)).isEmpty();
            }
        }
    }

    @Test
    void aMissingCountIsNoFailure() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(200, "\"Id\"\n\"1\"\n"));

            try (BulkPage page = get(server.org().results(ID, null, 10))) {
                assertThat(rows(page)).hasSize(1);
                assertThat(page.numberOfRecords()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Id\",\"Name\"\n\"1\",\"a\"\n\"2\"",
            "\"Id\",\"Name\"\n\"1\",\"a\"\n\"2\",\"cut in the mid", "\"Id\",\"Name\"\n\"1\",\"a\"\n\"2\",\"cut\n",
            "\"Id\",\"Name\"\n\"1\",\"a\",\"too many\"\n\"2\",\"b\"\n"})
    void aPageThatEndsInTheMiddleOfARowIsTruncated(String csv) throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.csv(csv, 2, "null"));

            SalesforceException failure = breaksOff(server.org());

            assertThat(failure.failure().code()).isEqualTo("bulk_page_truncated");
            assertThat(failure.isTransient()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"Id\"\n\"1\"\n", "\"Id\"\n\"1\"\n\"2\"\n\"3\"\n"})
    void aPageWithFewerOrMoreRecordsThanItsHeaderPromisesIsMiscounted(String csv) throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.csv(csv, 2, "null"));

            SalesforceException failure = breaksOff(server.org());

            assertThat(failure.failure().code()).isEqualTo("bulk_page_miscounted");
            assertThat(failure.isTransient()).isTrue();
        }
    }

    @Test
    void aResetInTheMiddleOfAPageIsTruncated() throws IOException {
        String row = "\"1\",\"" + "x".repeat(1_000) + "\"\n";
        try (WireOrg server = new WireOrg((socket, out) -> {
            out.write(WireOrg.bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\nSforce-NumberOfRecords: 900\r\n\r\n"
                    + "\"Id\",\"Name\"\n" + row.repeat(300)));
            out.flush();
            WireOrg.reset(socket);
        })) {
            assertThat(breaksOff(server.org()).failure().code()).isEqualTo("bulk_page_truncated");
        }
    }

    @Test
    void anEarlyEndOfAChunkedPageIsTruncated() throws IOException {
        try (WireOrg server = new WireOrg((socket, out) -> {
            out.write(WireOrg.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "b\r\n\"Id\"\n\"1\"\n\"\r\n"));
            out.flush();
            socket.close();
        })) {
            assertThat(breaksOff(server.org()).failure().code()).isEqualTo("bulk_page_truncated");
        }
    }

    @Test
    void anEarlyEndOfAPackedPageIsTruncated() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 20_000; i++) {
                gzip.write(
                        ("\"" + i + "\",\"" + Integer.toHexString(i * 31) + "\"\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(new Reply(200, java.util.Map.of("Content-Encoding", "gzip"), half));

            assertThat(breaksOff(server.org()).failure().code()).isEqualTo("bulk_page_truncated");
        }
    }

    @Test
    void aPageThatFallsSilentIsTruncated() throws IOException {
        try (WireOrg server = new WireOrg(Duration.ofSeconds(2), (socket, out) -> {
            out.write(WireOrg.bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n\"Id\"\n\"1\"\n\"2"));
            out.flush();
            socket.getInputStream().read();
        })) {
            assertThat(breaksOff(server.org()).failure().code()).isEqualTo("bulk_page_truncated");
        }
    }

    @Test
    void noContentIsAFailure() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.of(204, ""));

            assertThat(failure(server.org().results(ID, null, 10)).failure().code()).isEqualTo("bulk_results_missing");
        }
    }

    @Test
    void aClosedPageGivesItsConnectionUpAndAReadOneReusesIt() throws IOException {
        String body = "\"Id\"\n\"1\"\n\"2\"\n";
        try (WireOrg server = new WireOrg((socket, out) -> {
            out.write(WireOrg.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"));
            out.flush();
        })) {
            SalesforceOrg org = server.org();
            for (int i = 0; i < 5; i++) {
                try (BulkPage page = get(org.results(ID, null, 10))) {
                    assertThat(rows(page)).hasSize(2);
                }
            }
            assertThat(server.requests).hasValue(5);
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void aPageIsNeverInMemoryAsAWhole() throws IOException {
        String row = "\"1\",\"" + "x".repeat(1_000) + "\"\n";
        byte[] block = WireOrg.bytes(row.repeat(1_000));
        long total = 256;
        try (WireOrg server = new WireOrg((socket, out) -> {
            byte[] header = WireOrg.bytes("\"Id\",\"Name\"\n");
            out.write(WireOrg.bytes("HTTP/1.1 200 OK\r\nSforce-NumberOfRecords: " + total * 1_000
                    + "\r\nContent-Length: " + (header.length + total * block.length) + "\r\n\r\n"));
            out.write(header);
            for (int i = 0; i < total; i++) {
                out.write(block);
            }
            out.flush();
        })) {
            try (BulkPage page = get(server.org().results(ID, null, 256_000))) {
                long count = 0;
                while (page.advance()) {
                    count++;
                }
                assertThat(count).isEqualTo(256_000);
            }
        }
    }
}
