package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static com.crmfactory.migration.salesforce.LoopbackOrg.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.salesforce.LoopbackOrg.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class DescribeTest {
    private static final Path RECORDED = Path.of("../../shared/salesforce/recorded");
    private static final String STAMP = "Mon, 23 Nov 2026 10:00:00 GMT";
    private static final String TASK = """
                                       {"name":"Task","label":"Task","keyPrefix":"00T","custom":false,"queryable":true,"somethingNew":{"a":[1]},
                                        "recordTypeInfos":[{"active":true,"available":true,"defaultRecordTypeMapping":true,"developerName":"Master",
                                          "master":true,"name":"Master","recordTypeId":"012000000000000AAA","urls":{}}],
                                        "fields":[{"name":"WhoId","label":"Name ID","type":"reference","length":18,"byteLength":54,"nillable":true,
                                          "referenceTo":["Contact","Lead"],"relationshipName":"Who","polymorphicForeignKey":true,"namePointing":true,
                                          "filterable":true,"groupable":true,"sortable":true,"aggregatable":true,"defaultValue":null},
                                         {"name":"Status","type":"picklist","restrictedPicklist":false,"defaultValue":false,"picklistValues":[
                                          {"active":false,"defaultValue":false,"label":"Old","validFor":null,"value":"old"}]}]}""";

    @Test
    void readsADescribeAndToleratesWhatIsMissingOrNew() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json(TASK).gzipped());

            ObjectDescribe task = get(server.org().describe("Task"));

            Field who = task.field("WhoId").orElseThrow();
            assertThat(who.referenceTo()).containsExactly("Contact", "Lead");
            assertThat(who.polymorphicForeignKey()).isTrue();
            assertThat(who.byteLength()).isEqualTo(54);
            assertThat(who.picklistValues()).isEmpty();
            assertThat(task.field("Status").orElseThrow().picklistValues())
                    .containsExactly(new PicklistValue("old", "Old", false, false, null));
            assertThat(task.recordTypeInfos()).singleElement().extracting(RecordTypeInfo::master).isEqualTo(true);
            assertThat(task.childRelationships()).isEmpty();
            assertThat(task.associateEntityType()).isNull();
            assertThat(server.seen.get(0).uri()).isEqualTo("/services/data/v67.0/sobjects/Task/describe");
        }
    }

    @Test
    void anUnchangedDescribeIsNotSentAgain() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json(TASK).with("Last-Modified", STAMP), Reply.of(304, ""));
            SalesforceOrg org = server.org();

            Conditional<ObjectDescribe> first = get(org.describe("Task", null));
            Conditional<ObjectDescribe> second = get(org.describe("Task", STAMP));

            assertThat(first).isInstanceOfSatisfying(Conditional.Modified.class, modified -> {
                assertThat(modified.lastModified()).isEqualTo(STAMP);
                assertThat(((ObjectDescribe) modified.value()).name()).isEqualTo("Task");
            });
            assertThat(second).isEqualTo(new Conditional.NotModified<>());
            assertThat(server.seen.get(0).header("If-Modified-Since")).isNull();
            assertThat(server.seen.get(1).header("If-Modified-Since")).isEqualTo(STAMP);
            assertThat(org.usage().calls()).as("a 304 counts").isEqualTo(2);
        }
    }

    @Test
    void describeGlobalKeepsTheOrgsMetadataStamp() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(
                    Reply.json("""
                               {"encoding":"UTF-8","maxBatchSize":200,"sobjects":[
                                {"name":"AccountHistory","label":"Account History","keyPrefix":null,"queryable":true,
                                 "associateEntityType":"History","associateParentEntity":"Account","urls":{}}]}""")
                            .with("Last-Modified", STAMP));

            GlobalDescribe global = get(server.org().describeGlobal());

            assertThat(global.lastModified()).isEqualTo(STAMP);
            assertThat(global.find("AccountHistory").orElseThrow().associateParentEntity()).isEqualTo("Account");
            assertThat(global.find("Account")).isEmpty();
        }
    }

    @Test
    void aGzipBombEndsAtTheCap() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] blank = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 65; i++) {
                gzip.write(blank);
            }
        }
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(new Reply(200, Map.of("Content-Encoding", "gzip"), packed.toByteArray()));

            assertThat(failure(server.org().describe("Task")).failure().code()).isEqualTo("sf_answer_too_large");
            assertThat(server.seen).hasSize(1);
        }
    }

    @Test
    void aLargeErrorPageIsReadInPart() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg(RetryPolicy.never())) {
            server.reply(Reply.of(503, "<p>x</p>".repeat(200_000)));

            assertThat(failure(server.org().limits()).failure().code()).isEqualTo("sf_unavailable");
        }
    }

    @Test
    void readsEveryRecordedDescribe() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(RECORDED), "recorded describes are not on this machine");
        try (LoopbackOrg server = new LoopbackOrg();
                DirectoryStream<Path> files = Files.newDirectoryStream(RECORDED.resolve("describe"), "*.json")) {
            for (Path file : files) {
                JsonNode raw = new ObjectMapper().readTree(file.toFile());
                server.reply(Reply.json(Files.readString(file)).gzipped());

                ObjectDescribe read = get(server.org().describe("Any"));

                assertThat(read.name()).as(file.toString()).isEqualTo(raw.get("name").asText());
                assertThat(read.fields()).hasSameSizeAs(raw.get("fields"));
                assertThat(read.recordTypeInfos()).hasSameSizeAs(raw.get("recordTypeInfos"));
                assertThat(read.fields()).allSatisfy(field -> assertThat(field.type()).isNotBlank());
            }
        }
    }

    @Test
    void readsTheRecordedDescribeGlobal() throws IOException {
        Path file = RECORDED.resolve("describe-global.pruned.json");
        Assumptions.assumeTrue(Files.exists(file), "the recording is not on this machine");
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(Reply.json(Files.readString(file)).gzipped());

            GlobalDescribe global = get(server.org().describeGlobal());

            assertThat(global.sobjects()).hasSize(110);
            assertThat(global.find("Account").orElseThrow().keyPrefix()).isEqualTo("001");
        }
    }
}
