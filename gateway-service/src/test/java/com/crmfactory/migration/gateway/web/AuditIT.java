package com.crmfactory.migration.gateway.web;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import java.util.List;
import java.util.Map;

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
class AuditIT {
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
    void tellsWhoDidWhatWhenAndFromWhere() {
        Peers peers = new Peers(wire).analyze(Org.USER, Org.ACCOUNT);
        String configuration = API + "/" + peers.id + "/configuration";
        String body = given().get(configuration).asString();
        given().contentType("application/json").body(body).put(configuration).then().statusCode(200);
        given().contentType("application/json").body(body.replace("\"Name\"", "\"Nom\"")).put(configuration).then()
                .statusCode(422);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01").contentType("application/json")
                .body("{\"migration_id\":\"" + peers.id + "\"}").post(API + "/run").then().statusCode(202);
        given().post(API + "/" + peers.id + "/analyze").then().statusCode(409);

        ValidatableResponse audit = given().get(API + "/" + peers.id + "/audit").then().statusCode(200)
                .body("data.action", contains("run_requested", "configuration_stored", "analysis_completed",
                        "migration_created"))
                .body("data.actor", contains("local", "local", "system", "local"))
                .body("data[0].status_before", equalTo("ready")).body("data[0].status_after", equalTo("running"))
                .body("data[0].remote_address", equalTo("127.0.0.1")).body("data[0].trace_id", equalTo(trace))
                .body("data.at", everyItem(org.hamcrest.Matchers.notNullValue())).body("has_more", equalTo(false));
        assertThat(audit.extract().asString()).doesNotContain(Peers.TOKEN);
    }

    @Test
    void isPagedNewestFirst() {
        Peers peers = new Peers(wire).analyze(Org.USER);
        String audit = API + "/" + peers.id + "/audit";
        List<String> all = given().get(audit).then().extract().path("data.id");
        ValidatableResponse first = given().queryParam("limit", 1).get(audit).then().statusCode(200)
                .body("data.id", equalTo(all.subList(0, 1))).body("has_more", equalTo(true));
        given().queryParams(Map.of("limit", 1, "cursor", first.extract().<String>path("next_cursor"))).get(audit)
                .then().body("data.id", equalTo(all.subList(1, 2))).body("has_more", equalTo(false));
        given().queryParam("cursor", "bWlnXzAxSjlaM0s2UThXNVQyUjdZNFgxVjBCTkNN").get(audit).then().statusCode(400);
        given().get(API + "/mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM/audit").then().statusCode(404);
    }
}
