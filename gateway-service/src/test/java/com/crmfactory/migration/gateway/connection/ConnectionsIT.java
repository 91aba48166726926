package com.crmfactory.migration.gateway.connection;

import static com.crmfactory.migration.gateway.testing.LoginOrg.comeBack;
import static com.crmfactory.migration.gateway.testing.LoginOrg.connect;
import static com.crmfactory.migration.gateway.testing.LoginOrg.decide;
import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.LoginOrg;
import com.crmfactory.migration.gateway.testing.SalesforceAppFiles;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/** Logging in to Salesforce by every grant, and what comes of it if Salesforce, the user or an attacker does not play along. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
@QuarkusTestResource(SalesforceAppFiles.class)
class ConnectionsIT {
    private static LoginOrg org;

    @BeforeAll
    static void startOrg() {
        org = new LoginOrg();
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @BeforeEach
    void usualSetUp() {
        org.calm();
        org.setUp("{\"approval\":\"approve\",\"runAsUser\":true,\"rotateRefreshTokens\":true}");
    }

    @Test
    void aUserWhoConsentsIsConnected() {
        Response begun = org.begin();
        begun.then().statusCode(201).header("Location", startsWith(API + "/connections/con_"))
                .header("Set-Cookie", startsWith("sf_oauth=")).body("connection_id", startsWith("con_"))
                .body("status", equalTo("pending")).body("authorize_url",
                        startsWith(org.loginHost() + "/services/oauth2/authorize?"));
        assertThat(begun.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax", "Max-Age=600", "Path=/")
                .doesNotContain("Secure");
        assertThat(begun.jsonPath().getString("authorize_url")).contains("code_challenge_method=S256",
                "scope=api+refresh_token", "%2Fapi%2Fv1%2Fmigration%2Fconnections%2Fcallback");

        assertThat(comeBack(decide(begun), begun.cookie("sf_oauth"))).isEqualTo("/connected.html");

        connection(begun).statusCode(200).body("status", equalTo("connected")).body("renewable", equalTo(true))
                .body("grant", equalTo("authorization_code")).body("sf_instance_url", equalTo(org.myDomain()))
                .body("sf_org_id", startsWith("00D")).body("sf_username", startsWith("integration@"))
                .body("error", nullValue()).body("keySet()", containsInAnyOrder("connection_id", "grant", "status",
                        "login_url", "sf_instance_url", "sf_org_id", "sf_username", "renewable", "created_at",
                        "connected_at", "renewed_at", "error"));
        given().get("/connected.html").then().statusCode(200).contentType("text/html");
    }

    @Test
    void aStateServesOnceAndOnlyTheBrowserThatBegan() {
        Response begun = org.begin();
        URI callback = decide(begun);
        String unknown = "/not-connected.html#login_state_unknown";
        assertThat(comeBack(callback, "another")).isEqualTo(unknown);
        assertThat(given().redirects().follow(false).urlEncodingEnabled(false).get(callback).header("Location"))
                .isEqualTo(unknown);
        assertThat(comeBack(callback, begun.cookie("sf_oauth"))).isEqualTo("/connected.html");
        assertThat(comeBack(callback, begun.cookie("sf_oauth"))).isEqualTo(unknown);
        assertThat(given().redirects().follow(false).get(API + "/connections/callback").header("Location"))
                .isEqualTo(unknown);
    }

    @ParameterizedTest
    @CsvSource({"deny,oauth_denied", "not_installed,oauth_app_not_installed"})
    void aRefusalIsExplained(String approval, String code) {
        org.setUp("{\"approval\":\"" + approval + "\"}");
        Response begun = org.begin();
        assertThat(comeBack(decide(begun), begun.cookie("sf_oauth"))).isEqualTo("/not-connected.html#" + code);
        connection(begun).body("status", equalTo("failed")).body("error.code", equalTo(code))
                .body("error.hint", notNullValue()).body("sf_org_id", nullValue());
        assertThat(given().get("/not-connected.html").then().statusCode(200).extract().asString())
                .contains("id=\"" + code + "\"");
    }

    @Test
    void whatTheTokenEndpointRefusesIsExplainedToo() {
        Response begun = org.begin();
        URI callback = decide(begun);
        org.disturb("{\"match\":{\"pathRegex\":\"/oauth2/token\"},\"fault\":\"status\",\"status\":400,\"body\":"
                + "{\"error\":\"invalid_grant\",\"error_description\":\"ip restricted\"}}");
        assertThat(comeBack(callback, begun.cookie("sf_oauth"))).isEqualTo("/not-connected.html#oauth_ip_restricted");
        connection(begun).body("error.code", equalTo("oauth_ip_restricted"));
    }

    @Test
    void theAppLogsInByItselfAtMyDomain() {
        connect("{\"login_url\":\"" + org.myDomain() + "\",\"grant\":\"client_credentials\"}").then().statusCode(201)
                .body("status", equalTo("connected")).body("renewable", equalTo(true))
                .body("sf_instance_url", equalTo(org.myDomain()));
        connect("{\"login_url\":\"" + org.myDomain() + "\",\"grant\":\"client_credentials\",\"client_id\":"
                + "\"simulator-client\",\"client_secret\":\"wrong\"}").then().statusCode(422)
                .body("code", equalTo("oauth_client_unknown")).body("hint", notNullValue());
        connect("{\"login_url\":\"" + org.loginHost() + "\",\"grant\":\"client_credentials\"}").then().statusCode(422)
                .body("code", equalTo("oauth_wrong_domain"));
        connect("{\"login_url\":\"https://login.salesforce.com\",\"grant\":\"client_credentials\"}").then()
                .statusCode(422).body("code", equalTo("oauth_wrong_domain"))
                .body("violations[0].field", equalTo("login_url"));
        org.setUp("{\"runAsUser\":false}");
        connect("{\"login_url\":\"" + org.myDomain() + "\",\"grant\":\"client_credentials\"}").then().statusCode(422)
                .body("code", equalTo("oauth_no_run_as_user"));
    }

    @Test
    void theInstallationSignsForAnApprovedUser() {
        org.setUp("{\"jwtPublicKey\":\"" + ConfigProvider.getConfig().getValue(SalesforceAppFiles.PUBLIC_KEY,
                String.class) + "\"}");
        String user = given().header("Authorization", "Bearer " + org.accessToken())
                .get(org.myDomain() + "/services/oauth2/userinfo").jsonPath().getString("preferred_username");
        connect("{\"login_url\":\"" + org.loginHost() + "\",\"grant\":\"jwt_bearer\",\"username\":\"" + user + "\"}")
                .then().statusCode(201).body("status", equalTo("connected")).body("sf_username", equalTo(user));
        connect("{\"login_url\":\"" + org.loginHost()
                + "\",\"grant\":\"jwt_bearer\",\"username\":\"nobody@x.example\"}")
                .then().statusCode(422).body("code", equalTo("oauth_not_approved"));
    }

    @Test
    void aTokenThatSomebodyBringsAlongIsTriedAtOnce() {
        connect("{\"login_url\":\"" + org.myDomain() + "\",\"grant\":\"access_token\",\"sf_access_token\":\""
                + org.accessToken() + "\"}").then().statusCode(201).body("status", equalTo("connected"))
                .body("renewable", equalTo(false));
        connect("{\"login_url\":\"" + org.myDomain() + "\",\"grant\":\"access_token\",\"sf_access_token\":\"00Dx!no\"}")
                .then().statusCode(422).body("code", equalTo("sf_session_expired"));
    }

    @Test
    void whatAGrantNeedsAndDoesNotUseIsNamedAllAtOnce() {
        connect("{\"grant\":\"jwt_bearer\",\"client_secret\":\"x\"}").then().statusCode(422)
                .body("code", equalTo("invalid_request"))
                .body("violations.field", containsInAnyOrder("login_url", "username", "client_secret"));
        connect("{\"login_url\":\"https://evil.example\",\"grant\":\"authorization_code\"}").then().statusCode(422)
                .body("code", equalTo("sf_host_not_allowed"));
        connect("{\"grant\":\"password\"}").then().statusCode(422).body("violations.field",
                containsInAnyOrder("login_url", "grant"));
        connect("{\"grants\":\"password\"}").then().statusCode(400);
    }

    @Test
    void disconnectingRevokesWhatIsOursAndForgets() {
        String id = org.connected();
        int revoked = org.stats().getInt("uncounted.oauth_revoke == null ? 0 : uncounted.oauth_revoke");
        given().delete(API + "/connections/" + id).then().statusCode(204);
        given().get(API + "/connections/" + id).then().statusCode(404).body("code", equalTo("connection_not_found"));
        given().delete(API + "/connections/" + id).then().statusCode(404);
        assertThat(org.stats().getInt("uncounted.oauth_revoke")).isEqualTo(revoked + 1);

        String brought = connect("{\"login_url\":\"" + org.myDomain() + "\",\"grant\":\"access_token\","
                + "\"sf_access_token\":\"" + org.accessToken() + "\"}").jsonPath().getString("connection_id");
        given().delete(API + "/connections/" + brought).then().statusCode(204);
        assertThat(org.opens(org.accessToken())).isEqualTo(200);
    }

    @Test
    void nothingIsForgottenWhileSalesforceCannotBeAskedUnlessToldTo() {
        String id = org.connected();
        org.disturb("{\"match\":{\"pathRegex\":\"/oauth2/revoke\"},\"fault\":\"html503\",\"times\":4}");
        given().delete(API + "/connections/" + id).then().statusCode(503).header("Retry-After", notNullValue())
                .body("code", equalTo("salesforce_unavailable"));
        given().get(API + "/connections/" + id).then().statusCode(200).body("status", equalTo("connected"));
        given().delete(API + "/connections/" + id + "?forget=true").then().statusCode(204);
        given().get(API + "/connections/" + id).then().statusCode(404);
    }

    @Test
    void aMigrationTakesItsTokenFromAConnection() {
        String id = org.connected();
        try (Wire wire = new Wire()) {
            String migration = analyze("{\"connection_id\":\"" + id + "\"}").statusCode(202)
                    .body("sf_instance_url", equalTo(org.myDomain())).extract().path("migration_id");
            Wire.Received command = wire.await(migration, "analyze_org");
            assertThat(command.value().at("/instance_url").asText()).isEqualTo(org.myDomain());
            assertThat(command.value().at("/token/jwe").asText()).startsWith("eyJ");
        }
        analyze("{\"connection_id\":\"con_unknown\"}").statusCode(404).body("code", equalTo("connection_not_found"));
        analyze("{\"connection_id\":\"" + id + "\",\"sf_access_token\":\"00Dx\"}").statusCode(422)
                .body("violations.field", containsInAnyOrder("sf_access_token"));
        analyze("{\"connection_id\":\"" + org.begin().jsonPath().getString("connection_id") + "\"}").statusCode(409)
                .body("code", equalTo("connection_not_usable"));
    }

    private static ValidatableResponse analyze(String json) {
        return given().contentType("application/json").body(json).post(API + "/analyze").then();
    }

    private static ValidatableResponse connection(Response begun) {
        return given().get(API + "/connections/" + begun.jsonPath().getString("connection_id")).then();
    }
}
