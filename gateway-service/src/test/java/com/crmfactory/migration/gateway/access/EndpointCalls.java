package com.crmfactory.migration.gateway.access;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;

import com.crmfactory.migration.gateway.contract.Contract;
import com.crmfactory.migration.gateway.contract.Endpoints;
import com.crmfactory.migration.gateway.contract.Endpoints.Endpoint;
import com.crmfactory.migration.gateway.contract.EveryAnswerIsHeldAgainstTheDocument;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Calls endpoints as the OpenAPI document shows it, so that only the token can be what is wrong. */
final class EndpointCalls {
    /** The example of the document; nobody's. */
    static final String UNKNOWN = "mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM";
    static final String ANALYZE = "{\"sf_instance_url\":\"https://acme.my.salesforce.com\",\"sf_access_token\":\"00Dx\"}";
    private static final List<String> WITHOUT_MIGRATION = List.of(API, API + "/analyze", API + "/records/{sf_id}",
            API + "/connections", API + "/connections/{id}");

    private EndpointCalls() {
    }

    /** All that ask for a token. */
    static List<Endpoint> guarded() {
        return Endpoints.all().stream().filter(endpoint -> !endpoint.isPublic()).toList();
    }

    /** False for the few that tell tenants apart by other means; fails for one that is not known to. */
    static boolean namesAMigration(Endpoint endpoint) {
        if (endpoint.path().startsWith(API + "/{id}") || endpoint.path().equals(API + "/run")) {
            return true;
        }
        assertThat(endpoint.path()).as("tells tenants apart by other means").isIn(WITHOUT_MIGRATION);
        return false;
    }

    /** The id of a new migration of the token's organization. */
    static String analyze(String token) {
        return given().auth().oauth2(token).contentType("application/json").body(ANALYZE).post(API + "/analyze").then()
                .statusCode(202).extract().path("migration_id");
    }

    /**
     * @param token
     *            null for none
     * @param migration
     *            its id, in the path or in the body
     */
    static ValidatableResponse call(Endpoint endpoint, String token, String migration) {
        RequestSpecification request = given();
        if (token != null) {
            request.auth().oauth2(token);
        }
        Contract contract = EveryAnswerIsHeldAgainstTheDocument.contract();
        contract.operations().stream().filter(operation -> operation.method().equals(endpoint.method())
                && operation.path().equals(endpoint.path().replaceFirst("/$", ""))).forEach(operation -> {
                    if (operation.node().has("requestBody")) {
                        request.contentType("application/json")
                                .body(contract.exampleBody(operation).toString().replace(UNKNOWN, migration));
                    }
                    operation.node().path("parameters").forEach(parameter -> {
                        if ("query".equals(parameter.path("in").asText()) && parameter.path("required").asBoolean()) {
                            request.queryParam(parameter.path("name").asText(), parameter.path("example").asText());
                        }
                    });
                });
        if (!endpoint.produces().isEmpty()) {
            request.accept(String.join(",", endpoint.produces()));
        }
        return request
                .request(endpoint.method(), endpoint.path().replace("{id}", migration).replaceAll("\\{.*?}", "x"))
                .then();
    }

    static ValidatableResponse problem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status).contentType("application/problem+json").body("code", equalTo(code));
    }
}
