package com.crmfactory.migration.gateway.journey;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class MigrationJourneyIT {
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
    void goesFromAnalysisOverRunAndValidationToCompleted() {
        Peers peers = new Peers(wire);
        given().get(API + "/" + peers.id).then().statusCode(200).body("status", equalTo("analyzing"))
                .body("progress.percent", equalTo(0.0f)).body("sequence", equalTo(1));
        JsonNode command = wire.await(peers.id, "analyze_org").value();
        assertThat(command.path("instance_url").asText()).isEqualTo("http://127.0.0.1:9");
        peers.analyze(Org.USER, Org.ACCOUNT, Org.CONTACT);
        given().get(API + "/" + peers.id).then().body("status", equalTo("ready"))
                .body("sf_org_id", equalTo(peers.orgId)).body("is_sandbox", equalTo(true))
                .body("analysis.objects_total", equalTo(3)).body("analysis.objects_analyzed", equalTo(3))
                .body("readiness_score", equalTo(87));

        peers.run();
        given().get(API + "/" + peers.id).then().body("status", equalTo("running"))
                .body("objects", hasSize(3)).body("objects.status", hasItem("pending"))
                .body("progress.records_total", equalTo(63)).body("started_at", notNullValue());
        JsonNode contact = importInOrder(peers);
        assertThat(contact.path("references")).hasSize(2);
        assertThat(contact.path("source").path("api_version").asText()).isEqualTo("67.0");

        wire.await(peers.id, "validate_import");
        given().get(API + "/" + peers.id).then().body("status", equalTo("validating"));
        peers.validates(1, true);
        wire.await(peers.id, "migration_completed");
        given().get(API + "/" + peers.id).then().body("status", equalTo("completed"))
                .body("progress.imported", equalTo(63)).body("progress.percent", equalTo(100.0f))
                .body("finished_at", notNullValue()).body("error", nullValue());
    }

    private JsonNode importInOrder(Peers peers) {
        wire.await(peers.id, "migration_started");
        peers.imports("User", 3);
        peers.imports("Account", 10);
        JsonNode contact = wire.awaitObject(peers.id, "import_object", "Contact").value();
        peers.imports("Contact", 50);
        return contact;
    }
}
