package com.crmfactory.migration.gateway.contract;

import static io.restassured.RestAssured.given;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.FilterContext;
import io.restassured.filter.OrderedFilter;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/** Holds every answer that a test of the gateway gets against the OpenAPI document. */
public final class EveryAnswerIsHeldAgainstTheDocument implements QuarkusTestBeforeEachCallback {
    private static Contract contract;
    private static Map<String, String> access = Map.of();

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        RestAssured.replaceFiltersWith(new Judge());
    }

    /** The token with which the document is read where one is needed. */
    public static void readWith(String token) {
        access = Map.of("Authorization", "Bearer " + token);
    }

    /** The document of the running gateway. */
    public static synchronized Contract contract() {
        if (contract == null) {
            contract = new Contract(given().noFilters().headers(access).get("/q/openapi?format=json").asString());
        }
        return contract;
    }

    private static final class Judge implements OrderedFilter {
        @Override
        public Response filter(FilterableRequestSpecification request, FilterableResponseSpecification expected,
                FilterContext context) {
            Response response = context.next(request, expected);
            List<String> violations = contract().violations(request.getMethod(),
                    URI.create(request.getURI()).getRawPath(), response.statusCode(), response.contentType(),
                    response.asString());
            if (!violations.isEmpty()) {
                throw new AssertionError(request.getMethod() + " " + request.getURI() + " " + response.statusCode()
                        + " is not as documented: " + violations + "\n" + response.asString());
            }
            return response;
        }

        @Override
        public int getOrder() {
            return OrderedFilter.LOWEST_PRECEDENCE;
        }
    }
}
