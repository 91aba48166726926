package com.crmfactory.migration.gateway.web;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.ScorePart;
import com.crmfactory.migration.model.report.Severity;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class ReportPageIT {
    /** What a browser sends. */
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private Wire wire;

    @BeforeEach
    void open() {
        wire = new Wire();
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void aBrowserGetsOnePageThatNeedsNothingElse() throws Exception {
        Peers peers = analyzed(new Peers(wire));
        ExtractableResponse<Response> answer = given().accept(BROWSER).get(API + "/" + peers.id + "/report").then()
                .statusCode(200).contentType("text/html; charset=utf-8").extract();
        String page = answer.asString();

        assertThat(page).startsWith("<!DOCTYPE html>").contains("Migration readiness of Acme", "<b>Sandbox</b>",
                ">87</text>", "Ready to migrate", "Contact.Email", "custom_fields.tier", "Whole org",
                "20</b>API calls needed, not known left today",
                "<td class=\"number\">not known</td>")
                .doesNotContain("<script", "<link", "@import", "url(", "NOT_FOUND");
        assertThat(page.replace("http://www.w3.org", "")).doesNotContain(" src=\"", "http://", "https://");
        // The style sheet is the one that the policy lets through, byte for byte.
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page);
        assertThat(style.find()).isTrue();
        // A browser obeys every policy that it gets.
        assertThat(answer.headers().getValues("Content-Security-Policy")).hasSize(1).first(STRING)
                .contains("default-src 'none'", "'sha256-"
                        + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                                .digest(style.group(1).getBytes(StandardCharsets.UTF_8)))
                        + "'");
    }

    @Test
    void textsOfTheOrgCannotBecomeMarkup() {
        Peers peers = analyzed(new Peers(wire));

        given().accept("text/html").get(API + "/" + peers.id + "/report").then().body(
                containsString("&lt;img src=x onerror=alert(1)&gt;"));
        assertThat(given().accept("text/html").get(API + "/" + peers.id + "/report").asString())
                .doesNotContain("<img");
    }

    @Test
    void whoDoesNotAskForAPageGetsJson() {
        Peers peers = analyzed(new Peers(wire));

        given().accept("*/*").get(API + "/" + peers.id + "/report").then().statusCode(200)
                .contentType(startsWith("application/json"));
        given().accept("application/json, text/html;q=0.5").get(API + "/" + peers.id + "/report").then()
                .contentType(startsWith("application/json"));
        given().accept("image/png").get(API + "/" + peers.id + "/report").then().statusCode(406)
                .contentType("application/problem+json");
    }

    @Test
    void aPageThatIsNotThereIsAProblemDocument() {
        Peers peers = new Peers(wire);

        given().accept("text/html").get(API + "/" + peers.id + "/report").then().statusCode(409)
                .contentType("application/problem+json").body("code", equalTo("status_conflict"));
        given().accept("text/html").get(API + "/mig_01J9ZQ0V6M3K8T2N5R7W4X1Y0B/report").then().statusCode(404);
    }

    @Test
    void twoReportsAreCompared() {
        Peers before = new Peers(wire).analyze(Org.USER, Org.ACCOUNT);
        Peers after = analyzed(new Peers(wire));

        String compare = API + "/" + after.id + "/report/compare";
        given().queryParam("with", before.id).get(compare).then().statusCode(200)
                .body("before.migration_id", equalTo(before.id)).body("after.migration_id", equalTo(after.id))
                .body("readiness_score", nullValue()).body("objects", hasSize(1))
                .body("objects[0].object", equalTo("Contact")).body("objects[0].kind", equalTo("added"))
                .body("objects[0].record_count.after", equalTo(50))
                .body("risks.new.code", equalTo(List.of("long_text", "api_limit")))
                .body("risks.resolved", hasSize(0));
        given().queryParam("with", after.id).get(compare).then().body("objects", hasSize(0));
        given().get(compare).then().statusCode(400).body("detail", containsString("with"));
        given().queryParam("with", "mig_01J9ZQ0V6M3K8T2N5R7W4X1Y0B").get(compare).then().statusCode(404);
        given().queryParam("with", new Peers(wire).id).get(compare).then().statusCode(409);
    }

    /** An org with something to say. */
    private Peers analyzed(Peers peers) {
        wire.await(peers.id, "analyze_org");
        peers.started(1, 3);
        List.of(Org.USER, Org.ACCOUNT, Org.CONTACT).forEach(object -> peers.analyzed(1, object));
        ReportConclusion plain = Org.conclusion(2);
        peers.completed(1, new ReportConclusion(87, plain.readinessLevel(),
                List.of(new ScorePart("mapping", 0.4, 90, 4, List.of("long_text"))), plain.summary(),
                List.of(new LeftOut("AccountHistory", "history"), new LeftOut("CaseHistory", "history")),
                plain.owners(), plain.automation(),
                List.of(new Risk("long_text", Severity.LOW, "Contact", "Email", 3, "Long <img src=x onerror=alert(1)>",
                        "Shorten it."),
                        new Risk("api_limit", Severity.HIGH, null, null, 1, "Few calls are left.", "Wait.")),
                plain.plan(), plain.timeline(), plain.queues()));
        wire.await(peers.id, "migration_analyzed");
        return peers;
    }
}
