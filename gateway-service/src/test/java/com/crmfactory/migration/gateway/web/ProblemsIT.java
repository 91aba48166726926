package com.crmfactory.migration.gateway.web;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class ProblemsIT {
    private static final String UNKNOWN = API + "/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM";
    private static final String GOOD_URL = "\"sf_instance_url\":\"https://acme.my.salesforce.com\"";
    private static final String SECRET = "00DSECRETSECRETSECRET";

    @ParameterizedTest
    @CsvSource({"GET,/api/nothing,404,not_found", "GET,/api/v1/migration/a/b/c/d,404,not_found",
            "GET,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM,404,migration_not_found",
            "GET,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/,404,migration_not_found",
            "GET,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/report,404,migration_not_found",
            "GET,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/plan,404,migration_not_found",
            "GET,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/configuration,404,migration_not_found",
            "GET,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/validation,404,migration_not_found",
            "GET,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/objects/Case/failures,404,migration_not_found",
            "POST,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/validate,404,migration_not_found",
            "POST,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/analyze,404,migration_not_found",
            "POST,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/rollback,404,not_found",
            "DELETE,/api/v1/migration/run,405,method_not_allowed",
            "PUT,/api/v1/migration/analyze,405,method_not_allowed"})
    void everyErrorIsAProblemDocument(String method, String path, int status, String code) {
        problem(given().request(method, path), status, code).body("instance", equalTo(path));
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/api/v1/migration/run,'OPTIONS,POST'", "PUT,/api/v1/migration/analyze/,'OPTIONS,POST'",
            "DELETE,/api/v1/migration,'GET,HEAD,OPTIONS'",
            "POST,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM,'GET,HEAD,OPTIONS'",
            "DELETE,/api/v1/migration/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/configuration,'GET,HEAD,OPTIONS,PUT'",
            "PUT,/api/v1/migration/connections/con_01KAS8Y2N9Q4V7T3M5R6W8X0ZB,'DELETE,GET,HEAD,OPTIONS'",
            "PUT,/api/v1/migration/connections/callback,'GET,HEAD,OPTIONS'"})
    void aMethodThatIsNotTakenIs405AndThoseThatAreAreNamed(String method, String path, String allowed) {
        String header = problem(given().request(method, path), 405, "method_not_allowed").extract().header("Allow");
        assertThat(header).isNotNull();
        assertThat(header.split(", ?")).containsExactly(allowed.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%", "/mig_1%2", "/mig_1/objects/%g0/failures", "?limit=%zz", "?x=100%",
            "/connections/%%"})
    void aMalformedEscapeIs400(String address) throws IOException {
        assertThat(raw("GET " + API + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ").containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .contains("\"code\":\"malformed_request\"");
    }

    @ParameterizedTest
    @CsvSource({"'',limit", "'',cursor", "'',status", "/mig_1/report,view", "/mig_1/report/compare,with",
            "/mig_1/audit,limit", "/mig_1/objects/Case/failures,cursor"})
    void aParameterWithoutAValueIs400AndNamed(String path, String parameter) {
        for (String query : List.of(parameter + "=", parameter, "x=1&" + parameter + "=")) {
            problem(given().urlEncodingEnabled(false).get(API + path + "?" + query), 400, "malformed_request")
                    .body("detail", containsString(parameter));
        }
    }

    @Test
    void aParameterThatMayBeLeftOutOfADeletionMayNotBeEmptyThere() {
        problem(given().delete(API + "/connections/con_1?forget="), 400, "malformed_request").body("detail",
                containsString("forget"));
    }

    /** Its parameters are Salesforce's, and whoever is sent there always gets a page. */
    @Test
    void theCallbackTakesEmptyParameters() {
        given().redirects().follow(false).get(API + "/connections/callback?code=&state=").then().statusCode(303);
    }

    @ParameterizedTest
    @CsvSource({"/%ff,localhost", "/%00,localhost", "/,a@b:c", "/,a b"})
    void aRequestThatCannotBeReadIsAProblemToo(String address, String host) throws IOException {
        assertThat(raw("GET " + API + address + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4").contains("application/problem+json", "\"code\":");
    }

    @Test
    void aMediaTypeThatIsNotGivenIs406() {
        problem(given().accept("image/png").get(UNKNOWN), 406, "not_acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void aBodyThatIsNotJsonIs415(String type) {
        problem(given().contentType(type).body("a=b").post(API + "/run"), 415, "unsupported_media_type");
    }

    @Test
    void aBodyThatIsTooLargeIs413() {
        problem(given().contentType("application/json").body("{\"name\":\"" + "x".repeat(3_000_000) + "\"}")
                .post(API + "/analyze"), 413, "body_too_large");
    }

    @Test
    void aBodyOfUnknownLengthThatIsTooLargeIs413() throws IOException {
        String chunk = "x".repeat(0x10000);
        StringBuilder body = new StringBuilder("1\r\n{\r\n");
        for (int i = 0; i < 40; i++) {
            body.append("10000\r\n").append(chunk).append("\r\n");
        }
        String answer = raw("POST " + API + "/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + body + "0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("body_too_large");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'{\"sf_instance_url\":'|line 1", "'[]'|JSON object", "'\"text\"'|JSON object",
            "'null'|null", "'{} {}'|JSON", "''|empty", "'{\"sf_instance_url\":{}}'|'sf_instance_url'",
            "'{\"sf_instance_url\":7}'|'sf_instance_url'", "'{\"sf_acess_token\":\"x\"}'|'sf_acess_token'"})
    void aMalformedBodyIs400AndNamesTheField(String body, String names) {
        problem(given().contentType("application/json").body(body == null ? "" : body).post(API + "/analyze"), 400,
                "malformed_request").body("detail", containsString(names));
    }

    @Test
    void missingFieldsAreAllNamedAtOnce() {
        problem(post("/analyze", "{\"name\":\" \"}"), 422, "invalid_request").body("violations.field",
                hasItems("sf_instance_url", "sf_access_token", "name"));
        problem(post("/run", "{}"), 422, "invalid_request").body("violations.field", hasItem("migration_id"));
    }

    @Test
    void storedConnectionsAndOtherModesAreRefusedByTheirOwnCodes() {
        problem(post("/analyze", "{\"connection_id\":\"con_1\"}"), 404, "connection_not_found");
        problem(post("/run", "{\"migration_id\":\"mig_1\",\"mode\":\"dry_run\"}"), 422, "mode_not_supported");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example.com,My Domain", "http://acme.my.salesforce.com,My Domain",
            "https://acme.lightning.force.com/lightning/page/home,https://acme.my.salesforce.com",
            "https://127.0.0.1.evil.com,My Domain", "ftp://127.0.0.1/,My Domain", "nonsense,My Domain"})
    void aHostThatIsNotSalesforceIsRefusedWithTheRemedy(String url, String hint) {
        int before = given().get(API + "?limit=200").then().extract().<List<?>>path("data").size();
        problem(post("/analyze", "{\"sf_instance_url\":\"" + url + "\",\"sf_access_token\":\"" + SECRET + "\"}"), 422,
                "sf_host_not_allowed").body("hint", containsString(hint));
        int after = given().get(API + "?limit=200").then().extract().<List<?>>path("data").size();
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aTokenThatIsNoneIsRefusedWithoutRepeatingIt() {
        problem(post("/analyze", "{" + GOOD_URL + ",\"sf_access_token\":\"" + SECRET + " x\"}"), 422,
                "invalid_request");
        problem(post("/analyze", "{" + GOOD_URL + ",\"sf_access_token\":[\"" + SECRET + "\"]}"), 400,
                "malformed_request");
        problem(post("/analyze", "{" + GOOD_URL + ",\"sf_access_token\":\"" + SECRET), 400, "malformed_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=-1", "limit=x", "limit=1.5", "cursor=x", "cursor=%00",
            "status=nothing"})
    void listParametersOutOfRangeAre400(String query) {
        problem(given().urlEncodingEnabled(false).get(API + "?" + query), 400, "malformed_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"001", "0015g00000ABCDEAA", "0015g00000ABCDEZZZ", "0015g00000ABCD$"})
    void aMalformedSalesforceIdIs400(String id) {
        problem(given().get(API + "/records/" + id), 400, "malformed_request");
    }

    @ParameterizedTest
    @CsvSource({"evil.example.com,host_not_allowed", "localhost.evil.com:80,host_not_allowed",
            "192.168.0.1,host_not_allowed"})
    void onlyALocalHostNameIsAnswered(String host, String code) throws IOException {
        assertThat(raw("GET " + API + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ").contains(code).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:1234", "[::1]:8080", "LOCALHOST"})
    void localHostNamesAreAnswered(String host) throws IOException {
        assertThat(raw("GET " + API + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.com", "null", "http://localhost:1", "://"})
    void anotherSiteIsRefused(String origin) {
        problem(given().header("Origin", origin).get(API), 403, "origin_not_allowed");
    }

    @Test
    void theOwnPagesAreServed() {
        int port = RestAssured.port;
        given().header("Origin", "http://localhost:" + port).get(API).then().statusCode(200);
    }

    @Test
    void theDocumentationDescribesTheCalls() {
        String openApi = given().accept("application/json").get("/q/openapi?format=json").then().statusCode(200)
                .extract().asString();
        assertThat(openApi).contains("/api/v1/migration/analyze", "sf_instance_url", "migration_already_running",
                "records_per_second", "application/problem+json",
                "#/components/schemas/Problem");
    }

    private static Response post(String path, String body) {
        return given().contentType("application/json").body(body).post(API + path);
    }

    private static ValidatableResponse problem(Response response, int status, String code) {
        String text = response.asString();
        assertThat(text).doesNotContain(SECRET).doesNotContain("\tat ").doesNotContain("Exception");
        ValidatableResponse problem = response.then().statusCode(status).contentType("application/problem+json")
                .body("code", equalTo(code)).body("status", equalTo(status));
        String detail = problem.extract().path("detail");
        assertThat(problem.extract().<String>path("error")).isEqualTo(detail).isNotBlank();
        assertThat(problem.extract().<String>path("title")).isNotBlank();
        assertThat(problem.extract().<String>path("type")).isNotBlank();
        return problem;
    }

    private static String raw(String request) throws IOException {
        int port = RestAssured.port;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
