package com.crmfactory.migration.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.crmfactory.migration.simulator.generated.GeneratedOrg;
import com.crmfactory.migration.simulator.org.SampleOrgs;
import com.fasterxml.jackson.databind.JsonNode;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

class BulkTest {

    private static final String JOBS = "/services/data/v67.0/jobs/query";
    private final ApiFixture org = new ApiFixture(SampleOrgs.small());

    private ApiResponse create(String soql) {
        return org.send("POST", JOBS, Map.of(), "{\"operation\":\"query\",\"query\":\"" + soql + "\"}");
    }

    @Test
    void aJobGoesThroughItsStates() {
        JsonNode created = ApiFixture.json(create("SELECT Id FROM Account"));
        assertThat(created.properties().stream().map(Map.Entry::getKey)).containsExactly("id", "operation", "object",
                "createdById", "createdDate",
                "systemModstamp", "state", "concurrencyMode", "contentType", "apiVersion", "lineEnding",
                "columnDelimiter");
        assertThat(created.path("id").asText()).startsWith("750").hasSize(18);
        assertThat(created.path("state").asText()).isEqualTo("UploadComplete");
        assertThat(created.path("apiVersion").isNumber()).isTrue();
        String path = JOBS + "/" + created.path("id").asText();
        org.clock.advance(Duration.ofMillis(100));
        assertThat(ApiFixture.json(org.get(path)).path("state").asText()).isEqualTo("InProgress");
        assertThat(org.get(path + "/results").status()).isEqualTo(400);
        assertThat(org.send("DELETE", path, Map.of(), "").status()).isEqualTo(400);
        assertThat(org.stats.json().at("/misuse/0/kind").asText()).isEqualTo("polled_too_early");
        String done = org.completeJob("query", "SELECT Id FROM Account");
        JsonNode status = ApiFixture.json(org.get(done));
        assertThat(status.path("numberRecordsProcessed").asInt()).isEqualTo(3);
        assertThat(status.path("jobType").asText()).isEqualTo("V2Query");
        assertThat(org.send("DELETE", done, Map.of(), "").status()).isEqualTo(204);
        assertThat(org.get(done).status()).isEqualTo(404);
    }

    @Test
    void printsEveryValueQuotedAndLineBreaksRaw() {
        String path = org.completeJob("query",
                "SELECT Id, Name, Industry, Description, VIP__c, CreatedDate, owner.Name FROM Account");
        ApiResponse results = org.get(path + "/results");
        assertThat(results.headers()).containsEntry("Sforce-NumberOfRecords", "3")
                .containsEntry("Sforce-Locator", "null").containsEntry("Content-Type", "text/csv");
        assertThat(ApiFixture.text(results))
                .isEqualTo("\"Id\",\"Name\",\"Industry\",\"Description\",\"VIP__c\",\"CreatedDate\",\"owner.Name\"\n"
                        + "\"" + SampleOrgs.account(1)
                        + "\",\"Alpha, \"\"Inc\"\"\",\"Banking\",\"\",\"true\",\"2024-01-31T23:59:59.000Z\",\"Ada Admin\"\n"
                        + "\"" + SampleOrgs.account(2)
                        + "\",\"beta\",\"\",\"\",\"false\",\"2024-02-01T00:00:00.000Z\",\"Gone Gil\"\n" + "\""
                        + SampleOrgs.account(3)
                        + "\",\"Gamma\",\"Energy\",\"line 1\nline 2\",\"false\",\"2026-06-01T08:00:00.000Z\",\"Ada Admin\"\n");
    }

    @Test
    void everyPageRepeatsTheHeaderAndLocatorsStayGood() {
        String path = org.completeJob("query", "SELECT Id FROM Account");
        ApiResponse first = org.get(path + "/results", "maxRecords", "2");
        String locator = first.headers().get("Sforce-Locator");
        assertThat(first.headers()).containsEntry("Sforce-NumberOfRecords", "2");
        ApiResponse second = org.get(path + "/results", "maxRecords", "2", "locator", locator);
        assertThat(second.headers()).containsEntry("Sforce-NumberOfRecords", "1").containsEntry("Sforce-Locator",
                "null");
        assertThat(ApiFixture.text(second)).isEqualTo("\"Id\"\n\"" + SampleOrgs.account(3) + "\"\n");
        assertThat(ApiFixture.text(org.get(path + "/results", "maxRecords", "2", "locator", locator)))
                .isEqualTo(ApiFixture.text(second));
        assertThat(org.get(path + "/results", "locator", "nonsense").status()).isEqualTo(400);
    }

    @Test
    void resultPagesLinkToEveryPage() {
        ApiFixture big = new ApiFixture(GeneratedOrg.of(0.1, 3), 80);
        String path = big.completeJob("query", "SELECT Id FROM Contact");
        List<String> ids = new ArrayList<>();
        JsonNode links = ApiFixture.json(big.get(path + "/resultPages"));
        assertThat(links.path("resultPages")).hasSize(5);
        while (true) {
            for (JsonNode link : links.path("resultPages")) {
                ids.addAll(column(follow(big, link.path("resultLink").asText())));
            }
            if (links.path("done").asBoolean()) {
                break;
            }
            links = ApiFixture.json(follow(big, links.path("nextRecordsUrl").asText()));
        }
        assertThat(ids).doesNotHaveDuplicates()
                .hasSize(ApiFixture.json(big.get(path)).path("numberRecordsProcessed").asInt());
    }

    private static ApiResponse follow(ApiFixture org, String link) {
        String[] halves = link.split("\\?locator=");
        return halves.length == 1 ? org.get(link) : org.get(halves[0], "locator", halves[1]);
    }

    private static List<String> column(ApiResponse results) {
        return CsvReader.builder().ofCsvRecord(ApiFixture.text(results)).stream().skip(1).map(line -> line.getField(0))
                .toList();
    }

    @Test
    void queryAllHasDeletedAndArchivedRowsToo() {
        assertThat(column(org.get(org.completeJob("query", "SELECT Id FROM Task") + "/results"))).hasSize(1);
        assertThat(column(org.get(org.completeJob("queryAll", "SELECT Id FROM Task") + "/results"))).hasSize(4);
    }

    @Test
    void anEmptyResultIsTheHeaderAlone() {
        String path = org.completeJob("query", "SELECT Id FROM Account WHERE Name = 'nobody'");
        ApiResponse results = org.get(path + "/results");
        assertThat(results.headers()).containsEntry("Sforce-NumberOfRecords", "0").containsEntry("Sforce-Locator",
                "null");
        assertThat(ApiFixture.text(results)).isEqualTo("\"Id\"\n");
    }

    @Test
    void resultsNeedTheVersionOfTheJob() {
        String path = org.completeJob("query", "SELECT Id FROM Account");
        assertThat(org.get(path.replace("v67.0", "v60.0") + "/results").status()).isEqualTo(409);
        assertThat(org.stats.json().findValuesAsText("kind")).contains("wrong_version");
    }

    @Test
    void anAbortedJobHasNoResults() {
        String path = JOBS + "/" + ApiFixture.json(create("SELECT Id FROM Account")).path("id").asText();
        JsonNode aborted = ApiFixture.json(org.send("PATCH", path, Map.of(), "{\"state\":\"Aborted\"}"));
        assertThat(aborted.path("state").asText()).isEqualTo("Aborted");
        assertThat(aborted.properties()).hasSize(10);
        assertThat(org.get(path + "/results").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {
            "SELECT BillingAddress FROM Account # API_ERROR # Selecting compound data not supported in Bulk Query",
            "SELECT COUNT() FROM Account # API_ERROR # not supported in Bulk Query",
            "SELECT Status FROM Case GROUP BY Status # API_ERROR # not supported in Bulk Query",
            "SELECT Id FROM Case OFFSET 5 # API_ERROR # OFFSET",
            "SELECT FIELDS(ALL) FROM Case LIMIT 5 # API_ERROR # FIELDS",
            "SELECT Nothing FROM Case # INVALID_FIELD # No such column",
            "SELECT Id FROM Nothing # INVALID_TYPE # is not supported"})
    void refusesWhatBulkCannot(String soql, String code, String message) {
        ApiResponse response = create(soql);
        assertThat(response.status()).isEqualTo(400);
        assertThat(ApiFixture.json(response).at("/0/errorCode").asText()).isEqualTo(code);
        assertThat(ApiFixture.json(response).at("/0/message").asText()).contains(message);
    }

    @Test
    void someObjectsAreNotForBulkThoughQueryable() {
        ApiFixture generated = new ApiFixture(GeneratedOrg.of(0.05, 1));
        ApiResponse response = generated.send("POST", JOBS, Map.of(),
                "{\"operation\":\"query\",\"query\":\"SELECT Id FROM CaseStatus\"}");
        assertThat(ApiFixture.text(response)).isEqualTo(
                "[{\"message\":\"Entity 'CaseStatus' is not supported by the Bulk API.\",\"errorCode\":\"INVALIDENTITY\"}]");
        assertThat(generated.stats.json().path("misuse")).isEmpty();
    }

    @Test
    void parsesBackToTheSameValues() {
        ApiFixture generated = new ApiFixture(GeneratedOrg.of(0.1, 3));
        String soql = "SELECT Id, Name, Description, CreatedDate FROM Account";
        List<CsvRecord> lines = CsvReader.builder()
                .ofCsvRecord(ApiFixture.text(generated.get(generated.completeJob("query", soql) + "/results"))).stream()
                .skip(1).toList();
        JsonNode records = generated.query(soql).path("records");
        assertThat(lines).hasSameSizeAs(records);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).getField(1)).isEqualTo(records.get(i).path("Name").asText());
            assertThat(lines.get(i).getField(2))
                    .isEqualTo(records.get(i).path("Description").asText("").replace("null", ""));
        }
    }
}
