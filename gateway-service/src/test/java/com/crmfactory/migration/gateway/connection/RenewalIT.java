package com.crmfactory.migration.gateway.connection;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.LoginOrg;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.SalesforceAppFiles;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** Tokens that expire while a migration works, against an org that rotates refresh tokens and punishes their replay. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
@QuarkusTestResource(SalesforceAppFiles.class)
class RenewalIT {
    private static final Failure EXPIRED = new Failure("sf_session_expired", FailureType.ACCESS,
            "Salesforce no longer accepts this access token.", "Connect to Salesforce again.");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LoginOrg org;
    private Wire wire;

    @BeforeEach
    void begin() {
        org = new LoginOrg();
        wire = new Wire();
    }

    @AfterEach
    void end() {
        assertThat(org.stats().getString("misuse")).doesNotContain("refresh_token_replayed", "scope_on_refresh");
        wire.close();
        org.close();
    }

    @Test
    void aRunGoesOnWithARenewedToken() {
        Peers peers = running(org.connected());
        peers.rejectsConnection(1, null);
        assertThat(renewed(peers, 2).value().at("/instance_url").asText()).isEqualTo(org.myDomain());
        // Told twice, as Kafka may: no second renewal.
        peers.rejectsConnection(1, null);
        peers.imports("User", 3);
        wire.await(peers.id, "validate_import");
        peers.validates(1, true);
        peers.awaitStatus("completed");
        assertThat(wire.received())
                .noneMatch(one -> one.key().equals(peers.id) && one.type().equals("migration_paused"));
        assertThat(org.stats().getInt("uncounted.oauth_token")).isEqualTo(2);
    }

    @Test
    void allWhoWaitForOneConnectionGetOneRenewal() {
        String connection = org.connected();
        Peers analyzing = Peers.connected(wire, Peers.anOrg(), connection);
        Peers peers = running(connection);
        wire.await(analyzing.id, "analyze_org");
        analyzing.started(1, 1);
        peers.rejectsConnection(1, null);
        analyzing.failsAnalysis(1, EXPIRED);
        renewed(peers, 2);
        Wire.Received again = wire.await("second analysis", one -> one.key().equals(analyzing.id)
                && one.type().equals("analyze_org") && one.value().path("analysis").asInt() == 2);
        assertThat(again.value().at("/token/revision").asLong()).isEqualTo(2);
        given().get(API + "/" + analyzing.id).then().body("status", equalTo("analyzing"));
        assertThat(org.stats().getInt("uncounted.oauth_token")).as("one log-in, one renewal").isEqualTo(2);
    }

    @Test
    void aRefusedRenewalPausesTheRunAndANewConnectionRevivesIt() {
        String connection = org.connected();
        Peers peers = running(connection, given().get(API + "/connections/" + connection).path("sf_org_id"));
        org.revokeApprovals();
        peers.rejectsConnection(1, null);
        wire.await(peers.id, "migration_paused");
        given().get(API + "/" + peers.id).then().body("status", equalTo("paused"))
                .body("pause_reason", equalTo("connection_expired"))
                .body("error.code", equalTo("oauth_token_expired")).body("error.hint", containsString("PUT"));
        given().get(API + "/connections/" + connection).then().body("status", equalTo("expired"))
                .body("renewable", equalTo(false)).body("error.code", equalTo("oauth_token_expired"));
        put(peers, connection, 409, "connection_not_usable");

        put(peers, org.connected(), 202, null);

        renewed(peers, 2);
        given().get(API + "/" + peers.id).then().body("status", equalTo("running"));
        peers.rejectsConnection(2, null);
        renewed(peers, 3);
        // Runs of one org exclude each other, and other tests use the simulator's as well.
        peers.imports("User", 3);
        wire.await(peers.id, "validate_import");
        peers.validates(1, true);
        peers.awaitStatus("completed");
    }

    @Test
    void credentialsOfAnotherOrgAreRefused() {
        Peers peers = running(org.connected());
        org.revokeApprovals();
        peers.rejectsConnection(1, null);
        wire.await(peers.id, "migration_paused");
        put(peers, org.connected(), 422, "sf_other_org");
    }

    @Test
    void anAnalysisThatCannotBeRenewedFailsWithTheRemedy() {
        Peers peers = Peers.connected(wire, Peers.anOrg(), org.connected());
        wire.await(peers.id, "analyze_org");
        peers.started(1, 1);
        org.revokeApprovals();
        peers.failsAnalysis(1, EXPIRED);
        peers.awaitStatus("analysis_failed").body("error.code", equalTo("oauth_token_expired"))
                .body("error.hint", containsString("Connect to Salesforce again."));
    }

    @Test
    void whileSalesforceDoesNotAnswerTheRenewalIsTriedAgain() {
        Peers peers = running(org.connected());
        org.disturb("{\"match\":{\"pathRegex\":\"/oauth2/token\"},\"fault\":\"html503\",\"times\":3}");
        peers.rejectsConnection(1, null);
        renewed(peers, 2);
        assertThat(wire.received())
                .noneMatch(one -> one.key().equals(peers.id) && one.type().equals("migration_paused"));
    }

    @Test
    void aFreshTokenThatOpensNothingIsNotRenewedAgain() {
        Peers peers = running(org.connected());
        peers.rejectsConnection(1, null);
        renewed(peers, 2);
        peers.rejectsConnection(2, EXPIRED);
        wire.await(peers.id, "migration_paused");
        given().get(API + "/" + peers.id).then().body("pause_reason", equalTo("connection_expired"));
        assertThat(org.stats().getInt("uncounted.oauth_token")).isEqualTo(2);
    }

    @Test
    void aTokenThatSomebodyBroughtAlongIsNotRenewed() {
        String connection = LoginOrg.connect("{\"login_url\":\"" + org.myDomain()
                + "\",\"grant\":\"access_token\",\"sf_access_token\":\"" + org.accessToken() + "\"}").jsonPath()
                .getString("connection_id");
        Peers peers = running(connection);
        peers.rejectsConnection(1, EXPIRED);
        wire.await(peers.id, "migration_paused");
    }

    @Test
    void aRemovedConnectionStopsTheRunThatStillNeedsIt() {
        String connection = org.connected();
        Peers peers = running(connection);
        given().delete(API + "/connections/" + connection).then().statusCode(204);
        peers.rejectsConnection(1, EXPIRED);
        wire.await(peers.id, "migration_paused");
    }

    @Test
    void afterItsLastMigrationAConnectionIsGivenBack() {
        String connection = org.connected();
        Peers peers = running(connection);
        peers.imports("User", 3);
        wire.await(peers.id, "validate_import");
        given().get(API + "/connections/" + connection).then().body("status", equalTo("connected"));
        peers.validates(1, true);
        peers.awaitStatus("completed");
        await(connection, json -> json.getString("status").equals("revoked"));
        assertThat(org.stats().getInt("uncounted.oauth_revoke")).isEqualTo(1);
        given().contentType("application/json").body("{\"connection_id\":\"" + connection + "\"}")
                .post(API + "/analyze").then().statusCode(409).body("code", equalTo("connection_not_usable"));
    }

    private static void await(String connection, Predicate<JsonPath> wanted) {
        Instant end = Instant.now().plus(PATIENCE);
        JsonPath json;
        do {
            json = given().get(API + "/connections/" + connection).jsonPath();
        } while (!wanted.test(json) && Instant.now().isBefore(end));
        assertThat(wanted.test(json)).as(json.prettify()).isTrue();
    }

    private Peers running(String connection) {
        return running(connection, Peers.anOrg());
    }

    private Peers running(String connection, String orgId) {
        Peers peers = Peers.connected(wire, orgId, connection).analyze(Org.USER).run();
        wire.awaitObject(peers.id, "import_object", "User");
        return peers;
    }

    private Wire.Received renewed(Peers peers, long revision) {
        return wire.await("renewed token", one -> one.key().equals(peers.id) && one.type().equals("connection_renewed")
                && one.value().at("/token/revision").asLong() == revision);
    }

    private static void put(Peers peers, String connection, int status, String code) {
        var answer = given().contentType("application/json").body("{\"connection_id\":\"" + connection + "\"}")
                .put(API + "/" + peers.id + "/connection").then().statusCode(status);
        if (code != null) {
            answer.body("code", equalTo(code));
        }
    }
}
