package com.crmfactory.migration.gateway.testing;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** A simulated Salesforce org, and a user with a browser who logs in to it. */
public final class LoginOrg implements AutoCloseable {
    private final Simulator simulator = Simulator.start(SimulatorOptions.generated(0.001, 7));

    /** The org's My Domain. */
    public String myDomain() {
        return simulator.url().toString();
    }

    /** What login.salesforce.com is to real orgs. */
    public String loginHost() {
        return myDomain().replace("127.0.0.1", "localhost");
    }

    public String accessToken() {
        return simulator.accessToken();
    }

    /** See the simulator's README. */
    public void setUp(String json) {
        given().contentType("application/json").body(json).post(myDomain() + "/__oauth").then().statusCode(204);
    }

    public void disturb(String rule) {
        given().contentType("application/json").body(rule).post(myDomain() + "/__faults").then().statusCode(200);
    }

    public void calm() {
        given().delete(myDomain() + "/__faults").then().statusCode(204);
    }

    public void revokeApprovals() {
        given().delete(myDomain() + "/__approvals").then().statusCode(204);
    }

    public JsonPath stats() {
        return given().get(myDomain() + "/__stats").then().statusCode(200).extract().jsonPath();
    }

    public int opens(String token) {
        return given().header("Authorization", "Bearer " + token).get(myDomain() + "/services/data/v67.0/limits")
                .statusCode();
    }

    public static Response connect(String json) {
        return given().contentType("application/json").body(json).post(API + "/connections");
    }

    /** Begins the web-server flow. */
    public Response begin() {
        return connect("{\"login_url\":\"" + loginHost() + "\",\"grant\":\"authorization_code\"}");
    }

    /** What Salesforce sends the browser back to, once the user has decided. */
    public static URI decide(Response begun) {
        Response answer = given().redirects().follow(false).urlEncodingEnabled(false)
                .get(begun.jsonPath().getString("authorize_url"));
        assertThat(answer.statusCode()).isEqualTo(302);
        return URI.create(answer.header("Location"));
    }

    /** The browser comes back; where it ends. */
    public static String comeBack(URI callback, String cookie) {
        Response answer = given().redirects().follow(false).urlEncodingEnabled(false).cookie("sf_oauth", cookie)
                .get(callback);
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.header("Location");
    }

    /** A connection by the web-server flow; its id. */
    public String connected() {
        Response begun = begin();
        assertThat(comeBack(decide(begun), begun.cookie("sf_oauth"))).isEqualTo("/connected.html");
        return begun.jsonPath().getString("connection_id");
    }

    @Override
    public void close() {
        simulator.close();
    }
}
