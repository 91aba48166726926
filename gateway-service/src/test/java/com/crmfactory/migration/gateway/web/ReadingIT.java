package com.crmfactory.migration.gateway.web;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class ReadingIT {
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
    void anAnswerToAnalyzeIsTheWholeRecordWithItsAddress() {
        ValidatableResponse answer = given().contentType("application/json; charset=utf-8").body(
                "{\"sf_instance_url\":\"http://localhost:9/x\",\"sf_access_token\":\"00Dabc\",\"name\":\"Pläne\"}")
                .post(API + "/analyze/").then().statusCode(202).body("status", equalTo("analyzing"))
                .body("name", equalTo("Pläne")).body("mode", equalTo("full"))
                .body("sf_instance_url", equalTo("http://localhost:9")).body("error", nullValue())
                .body("created_at", notNullValue()).body("objects", equalTo(List.of()));
        String id = answer.extract().path("migration_id");
        assertThat(id).matches("mig_[0-7][0-9A-HJKMNP-TV-Z]{25}");
        given().get(answer.extract().header("Location")).then().statusCode(200).body("migration_id", equalTo(id));
        assertThat(answer.extract().<java.util.Map<String, ?>>path("$")).containsOnlyKeys("migration_id", "name",
                "status", "pause_reason", "resume_at", "mode", "sf_instance_url", "sf_org_id", "sf_org_name",
                "is_sandbox", "created_at", "updated_at", "started_at", "finished_at", "analysis", "readiness_score",
                "progress", "objects", "error", "sequence");
    }

    @Test
    void theListIsPagedNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, new Peers(wire).id);
        }
        List<String> read = new ArrayList<>();
        String cursor = null;
        while (read.size() < 5) {
            ValidatableResponse page = given().queryParams(cursor == null
                    ? java.util.Map.of("limit", 2)
                    : java.util.Map.of("limit", 2, "cursor", cursor)).get(API + "/").then().statusCode(200);
            read.addAll(page.extract().path("data.migration_id"));
            cursor = page.extract().path("next_cursor");
        }
        assertThat(read.subList(0, 5)).isEqualTo(made);
        given().queryParam("status", "ready").get(API).then().body("data.findAll { it.status != 'ready' }",
                equalTo(List.of()));
        List<String> all = new ArrayList<>();
        boolean more = true;
        for (cursor = null; more;) {
            ValidatableResponse page = given().queryParams(cursor == null
                    ? java.util.Map.of("limit", 200)
                    : java.util.Map.of("limit", 200, "cursor", cursor)).get(API).then().statusCode(200);
            all.addAll(page.extract().path("data.migration_id"));
            more = page.extract().path("has_more");
            cursor = page.extract().path("next_cursor");
            assertThat(cursor == null).isEqualTo(!more);
        }
        assertThat(all).doesNotHaveDuplicates().containsAll(made)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void theReportHasTheDocumentedShape() {
        Peers peers = new Peers(wire).analyze(Org.USER, Org.ACCOUNT);
        String report = API + "/" + peers.id + "/report";
        ValidatableResponse whole = given().get(report).then().statusCode(200)
                .body("salesforce.org_id", equalTo(peers.orgId)).body("salesforce.is_sandbox", equalTo(true))
                .body("readiness_level", equalTo("ready")).body("summary.by_compatibility.auto", equalTo(2))
                .body("objects.object", contains("User", "Account"))
                .body("objects[1].fields[0].field", equalTo("Name"))
                .body("objects[1].fields[0].status", equalTo("auto"))
                .body("objects[1].relationships[0].target", equalTo("parent_id"))
                .body("plan.waves", equalTo(List.of(List.of("User"), List.of("Account"))))
                .body("plan.deferred_references[0].field", equalTo("ParentId"));
        assertThat(whole.extract().<java.util.Map<String, ?>>path("$")).containsOnlyKeys("migration_id",
                "generated_at", "salesforce", "readiness_score", "readiness_level", "score_breakdown", "summary",
                "objects", "left_out", "owners", "automation", "risks", "plan", "timeline");
        given().queryParam("view", "summary").get(report).then().statusCode(200)
                .body("objects[1].fields", nullValue()).body("objects[1].record_count", equalTo(10));
        given().get(report + "/objects/Account").then().statusCode(200).body("fields.field", hasItem("Tier__c"));
        given().get(report + "/objects/Nope").then().statusCode(404).body("code", equalTo("object_not_found"));
        given().queryParam("view", "x").get(report).then().statusCode(400);
    }

    @Test
    void whatIsNotThereYetIs409AndNamesTheStatus() {
        Peers peers = new Peers(wire);
        for (String what : List.of("report", "report/objects/Account", "configuration", "plan", "validation",
                "objects/Account/failures")) {
            given().get(API + "/" + peers.id + "/" + what).then().statusCode(409)
                    .body("code", equalTo("status_conflict")).body("detail", containsString("'analyzing'"));
        }
        given().contentType("application/json").body("{\"migration_id\":\"" + peers.id + "\"}").post(API + "/run")
                .then().statusCode(409).body("detail", containsString("'analyzing'"))
                .body("hint", containsString("'ready'"));
    }

    @Test
    void theConfigurationIsSuggestedEditedCheckedAndThenRun() {
        Peers peers = new Peers(wire).analyze(Org.USER, Org.ACCOUNT);
        String path = API + "/" + peers.id + "/configuration";
        ValidatableResponse suggested = given().get(path).then().statusCode(200)
                .body("objects.object", contains("User", "Account"))
                .body("objects[1].fields[0].transform", equalTo("text"))
                .body("objects[1].dedup.action", equalTo("create")).body("options.max_failures_percent", equalTo(5))
                .body("relationships.on_missing_parent", equalTo("import_unlinked"));
        String etag = suggested.extract().header("ETag");
        String body = suggested.extract().asString();
        given().contentType("application/json").header("If-Match", etag).body(body).put(path).then().statusCode(200)
                .header("ETag", etag);
        String withoutUsers = body.replaceFirst("\"include\":true", "\"include\":false");
        String changed = given().contentType("application/json").header("If-Match", etag).body(withoutUsers).put(path)
                .then().statusCode(200).extract().header("ETag");
        assertThat(changed).isNotEqualTo(etag);
        given().contentType("application/json").header("If-Match", etag).body(body).put(path).then().statusCode(412)
                .contentType("application/problem+json").body("code", equalTo("configuration_changed"));
        given().get(path).then().header("ETag", changed).body("objects[0].include", equalTo(false));
        given().get(API + "/" + peers.id + "/plan").then().body("waves", equalTo(List.of(List.of("Account"))));
        given().contentType("application/json")
                .body(body.replace("\"text\"", "\"date\"").replace("\"Name\"", "\"Nom\""))
                .put(path).then().statusCode(422).body("violations.field", hasItems("objects[0].fields[0].field",
                        "objects[0].fields[0].transform", "objects[1].fields[0].field"));
        given().contentType("application/json").body(body.replace("\"dedup\"", "\"dedupe\"")).put(path).then()
                .statusCode(400).body("detail", containsString("objects[0].dedupe"));
        peers.run();
        given().get(API + "/" + peers.id).then().body("objects.object", contains("Account"));
        given().contentType("application/json").body(body).put(path).then().statusCode(409)
                .body("detail", containsString("'running'"));
    }
}
