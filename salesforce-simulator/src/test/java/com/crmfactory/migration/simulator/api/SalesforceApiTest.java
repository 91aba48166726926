package com.crmfactory.migration.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.crmfactory.migration.simulator.generated.GeneratedOrg;
import com.crmfactory.migration.simulator.org.SampleOrgs;
import com.fasterxml.jackson.databind.JsonNode;

class SalesforceApiTest {

    private final ApiFixture org = new ApiFixture(SampleOrgs.small());

    private ApiResponse sendAs(String token, String path) {
        return org.api.handle(new ApiRequest("GET", path, Map.of(), Map.of("authorization", "Bearer " + token),
                new byte[0], "http://127.0.0.1:1"));
    }

    private JsonNode misuse() {
        return org.stats.json().path("misuse");
    }

    @Test
    void listsTheVersionsWithoutAToken() {
        JsonNode versions = ApiFixture.json(sendAs("", "/services/data"));
        assertThat(versions.get(0))
                .hasToString("{\"label\":\"Summer '14\",\"url\":\"/services/data/v31.0\",\"version\":\"31.0\"}");
        assertThat(versions.get(versions.size() - 1))
                .hasToString("{\"label\":\"Summer '26\",\"url\":\"/services/data/v67.0\",\"version\":\"67.0\"}");
    }

    @ParameterizedTest
    @CsvSource({"v30.0,410,UNSUPPORTED_API_VERSION", "v68.0,404,NOT_FOUND", "v9.0,404,NOT_FOUND",
            "banana,404,NOT_FOUND"})
    void refusesVersionsItDoesNotOffer(String version, int status, String code) {
        ApiResponse response = org.get("/services/data/" + version + "/limits");
        assertThat(response.status()).isEqualTo(status);
        assertThat(ApiFixture.json(response).at("/0/errorCode").asText()).isEqualTo(code);
        assertThat(misuse().at("/0/kind").asText()).isEqualTo("wrong_version");
    }

    @Test
    void aWrongTokenIsA401InAnArray() {
        ApiResponse response = sendAs("nonsense", "/services/data/v67.0/limits");
        assertThat(response.status()).isEqualTo(401);
        assertThat(ApiFixture.text(response))
                .isEqualTo("[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");
        sendAs("nonsense", "/services/data/v67.0/limits");
        assertThat(misuse()).isEmpty();
        org.clock.advance(Duration.ofSeconds(3));
        sendAs("nonsense", "/services/data/v67.0/limits");
        assertThat(misuse().at("/0/kind").asText()).isEqualTo("token_resent");
    }

    @Test
    void aWrongTokenForUserinfoIsA403InPlainText() {
        ApiResponse response = sendAs("nonsense", "/services/oauth2/userinfo");
        assertThat(response.status()).isEqualTo(403);
        assertThat(ApiFixture.text(response)).isEqualTo("Bad_OAuth_Token");
        assertThat(ApiFixture.json(org.get("/services/oauth2/userinfo")).path("organization_id").asText())
                .isEqualTo("00D5g000009GenAEAS");
    }

    @Test
    void everyAnswerSaysHowManyCallsAreUsed() {
        assertThat(org.get("/services/data/v67.0/limits").headers()).containsEntry("Sforce-Limit-Info",
                "api-usage=1/15000");
        assertThat(org.get("/services/data/v67.0/query", "q", "nonsense").headers()).containsEntry("Sforce-Limit-Info",
                "api-usage=2/15000");
        assertThat(org.get("/services/data").headers()).doesNotContainKey("Sforce-Limit-Info");
    }

    @Test
    void describeIsSkippedIfNothingChanged() {
        String path = "/services/data/v60.0/sobjects/Account/describe";
        ApiResponse first = org.get(path);
        assertThat(first.headers()).containsKeys("ETag", "Last-Modified");
        assertThat(ApiFixture.json(first).at("/urls/describe").asText()).isEqualTo(path);
        ApiResponse again = org.api
                .handle(new ApiRequest("GET", path, Map.of(), Map.of("authorization", "Bearer " + ApiFixture.TOKEN,
                        "if-modified-since", first.headers().get("Last-Modified")), new byte[0], ""));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isInstanceOf(ApiResponse.Empty.class);
    }

    @Test
    void describeGlobalHasTheRecordedKeys() {
        JsonNode global = ApiFixture.json(org.get("/services/data/v67.0/sobjects"));
        assertThat(global.path("maxBatchSize").asInt()).isEqualTo(200);
        assertThat(global.path("sobjects")).allSatisfy(entry -> assertThat(entry.properties()).hasSize(28));
        assertThat(global.path("sobjects").findValuesAsText("name")).contains("Account", "Organization");
    }

    @Test
    void anUnknownObjectIsNotFoundAndNoted() {
        assertThat(org.get("/services/data/v67.0/sobjects/Nothing/describe").status()).isEqualTo(404);
        assertThat(misuse().at("/0/kind").asText()).isEqualTo("unknown_object");
    }

    @Test
    void recordsAreTypedAndParentsNested() {
        JsonNode answer = org.query(
                "SELECT Id, Name, AnnualRevenue, VIP__c, CreatedDate, BillingAddress, Industry, Owner.Name, Parent.Name FROM Account WHERE Name LIKE 'Alpha%'");
        assertThat(answer.path("totalSize").asInt()).isEqualTo(1);
        assertThat(answer.path("done").asBoolean()).isTrue();
        JsonNode record = answer.at("/records/0");
        assertThat(record.path("attributes"))
                .hasToString("{\"type\":\"Account\",\"url\":\"/services/data/v67.0/sobjects/Account/"
                        + SampleOrgs.account(1) + "\"}");
        assertThat(record.path("AnnualRevenue").decimalValue()).isEqualByComparingTo("1000.5");
        assertThat(record.path("VIP__c").isBoolean()).isTrue();
        assertThat(record.path("CreatedDate").asText()).isEqualTo("2024-01-31T23:59:59.000+0000");
        assertThat(record.at("/BillingAddress/city").asText()).isEqualTo("Berlin");
        assertThat(record.at("/Owner/attributes/type").asText()).isEqualTo("User");
        assertThat(record.path("Parent").isNull()).isTrue();
    }

    @Test
    void countsComeAsTotalSizeAndGroupsAsRecords() {
        assertThat(org.query("SELECT COUNT() FROM Case")).hasToString("{\"totalSize\":3,\"done\":true,\"records\":[]}");
        assertThat(org.query("SELECT COUNT(Id) c FROM Case")).hasToString(
                "{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"AggregateResult\"},\"c\":3}]}");
    }

    @Test
    void toolingAnswersWithItsOwnKeys() {
        JsonNode answer = ApiFixture.json(
                org.get("/services/data/v67.0/tooling/query", "q", "SELECT Id, Name, TableEnumOrId FROM WorkflowRule"));
        assertThat(answer).hasToString(
                "{\"size\":0,\"totalSize\":0,\"done\":true,\"queryLocator\":null,\"entityTypeName\":\"WorkflowRule\",\"records\":[]}");
        assertThat(
                ApiFixture.json(org.get("/services/data/v67.0/tooling/query", "q", "SELECT Id FROM FlowDefinitionView"))
                        .at("/0/errorCode").asText())
                .isEqualTo("INVALID_TYPE");
        assertThat(ApiFixture
                .json(org.get("/services/data/v67.0/tooling/query", "q", "SELECT Id, Active FROM WorkflowRule"))
                .at("/0/errorCode").asText()).isEqualTo("INVALID_FIELD");
        assertThat(misuse()).hasSize(2);
    }

    @Test
    void recordCountLeavesOutWhatIsEmptyOrUnknown() {
        JsonNode counts = ApiFixture
                .json(org.get("/services/data/v67.0/limits/recordCount", "sObjects", "Account,Task,Nothing"));
        assertThat(counts)
                .hasToString("{\"sObjects\":[{\"count\":3,\"name\":\"Account\"},{\"count\":1,\"name\":\"Task\"}]}");
    }

    @Test
    void limitsFallWithUse() {
        org.get("/services/data/v67.0/sobjects");
        JsonNode limits = ApiFixture.json(org.get("/services/data/v67.0/limits"));
        assertThat(limits.at("/DailyApiRequests/Max").asInt()).isEqualTo(15_000);
        assertThat(limits.at("/DailyApiRequests/Remaining").asInt()).isEqualTo(14_998);
    }

    @Test
    void writingIsRefusedAndNoted() {
        ApiResponse response = org.send("POST", "/services/data/v67.0/sobjects/Account", Map.of(), "{\"Name\":\"x\"}");
        assertThat(response.status()).isEqualTo(403);
        assertThat(misuse().at("/0/kind").asText()).isEqualTo("write_attempt");
    }

    @Test
    void clientCredentialsGetATokenThatOpensTheOrg() {
        ApiResponse response = org.send("POST", "/services/oauth2/token", Map.of(),
                "grant_type=client_credentials&client_id=simulator-client&client_secret=simulator-secret");
        JsonNode token = ApiFixture.json(response);
        assertThat(token.properties().stream().map(Map.Entry::getKey)).containsExactlyInAnyOrder("access_token",
                "signature", "scope", "instance_url", "id", "token_type", "issued_at");
        assertThat(token.path("instance_url").asText()).isEqualTo("http://127.0.0.1:1");
        assertThat(sendAs(token.path("access_token").asText(), "/services/data/v67.0/limits").status()).isEqualTo(200);
        org.send("POST", "/services/oauth2/revoke", Map.of(), "token=" + token.path("access_token").asText());
        assertThat(sendAs(token.path("access_token").asText(), "/services/data/v67.0/limits").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"grant_type=client_credentials&client_id=simulator-client&client_secret=x,invalid_client",
            "grant_type=client_credentials&client_id=x,invalid_client_id",
            "grant_type=refresh_token&refresh_token=old&client_id=simulator-client,invalid_grant",
            "grant_type=password&client_id=simulator-client,unsupported_grant_type"})
    void oauthErrorsAreObjects(String form, String error) {
        ApiResponse response = org.send("POST", "/services/oauth2/token", Map.of(), form);
        assertThat(response.status()).isEqualTo(400);
        assertThat(ApiFixture.json(response).path("error").asText()).isEqualTo(error);
    }

    @Test
    void compositeAnswersEachPartAndCountsAsOneCall() {
        String body = "{\"compositeRequest\":[{\"method\":\"GET\",\"url\":\"/services/data/v67.0/query?q=SELECT+COUNT()+FROM+Case\",\"referenceId\":\"a\"},{\"method\":\"GET\",\"url\":\"/services/data/v67.0/sobjects/Nothing/describe\",\"referenceId\":\"b\"}]}";
        JsonNode answer = ApiFixture.json(org.send("POST", "/services/data/v67.0/composite", Map.of(), body));
        assertThat(answer.at("/compositeResponse/0/body/totalSize").asInt()).isEqualTo(3);
        assertThat(answer.at("/compositeResponse/1/httpStatusCode").asInt()).isEqualTo(404);
        assertThat(answer.at("/compositeResponse/1/body/0/errorCode").asText()).isEqualTo("NOT_FOUND");
        assertThat(org.stats.usage()).isEqualTo(1);
    }

    @Test
    void batchPartsCountOneByOne() {
        JsonNode answer = ApiFixture.json(org.send("POST", "/services/data/v67.0/composite/batch", Map.of(),
                "{\"batchRequests\":[{\"method\":\"GET\",\"url\":\"v67.0/limits\"},{\"method\":\"GET\",\"url\":\"v67.0/sobjects/Account/describe\"}]}"));
        assertThat(answer.path("hasErrors").asBoolean()).isFalse();
        assertThat(answer.at("/results/1/result/name").asText()).isEqualTo("Account");
        assertThat(org.stats.usage()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void countsCallsByKind() {
        org.get("/services/data");
        org.get("/services/data/v67.0/sobjects");
        org.get("/services/data/v67.0/sobjects/Account/describe");
        org.query("SELECT COUNT() FROM Case");
        JsonNode stats = org.stats.json();
        assertThat(stats.path("apiCalls").asInt()).isEqualTo(3);
        assertThat(stats.path("byKind")).hasToString("{\"describe\":1,\"describeGlobal\":1,\"query\":1}");
        assertThat(stats.path("uncounted")).hasToString("{\"versions\":1}");
        assertThat(stats.path("misuse")).isEmpty();
    }

    @Test
    void linksOfFilesNeedAFilter() {
        ApiFixture generated = new ApiFixture(GeneratedOrg.of(0.01, 1));
        assertThat(generated.query("SELECT COUNT() FROM ContentDocumentLink").at("/0/errorCode").asText())
                .isEqualTo("MALFORMED_QUERY");
        assertThat(generated
                .query("SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId IN ('" + SampleOrgs.account(1) + "')")
                .path("totalSize").asInt()).isZero();
    }

    @Test
    void moreThan2000GroupsDoNotFitABatch() {
        ApiFixture generated = new ApiFixture(GeneratedOrg.of(1, 1));
        assertThat(generated.query("SELECT Id, COUNT(Email) FROM Contact GROUP BY Id").at("/0/errorCode").asText())
                .isEqualTo("EXCEEDED_ID_LIMIT");
        assertThat(generated.query("SELECT Email, COUNT(Id) n FROM Contact GROUP BY Email HAVING COUNT(Id) > 1")
                .path("totalSize").asInt()).isPositive();
        assertThat(generated.stats.json().path("misuse")).isEmpty();
    }

    @Test
    void metadataIsForOneRowAtATime() {
        ApiFixture generated = new ApiFixture(GeneratedOrg.of(0.01, 1));
        JsonNode many = ApiFixture
                .json(generated.get("/services/data/v67.0/tooling/query", "q", "SELECT Id, Metadata FROM Flow"));
        assertThat(many.at("/0/message").asText()).isEqualTo(
                "When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: 4");
        assertThat(ApiFixture
                .json(generated.get("/services/data/v67.0/tooling/query", "q", "SELECT Id, Metadata FROM Flow LIMIT 1"))
                .path("size").asInt()).isEqualTo(1);
    }
}
