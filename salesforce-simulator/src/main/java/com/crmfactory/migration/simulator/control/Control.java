package com.crmfactory.migration.simulator.control;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.crmfactory.migration.simulator.api.ApiRequest;
import com.crmfactory.migration.simulator.api.ApiRequest.Distortion;
import com.crmfactory.migration.simulator.api.ApiResponse;
import com.crmfactory.migration.simulator.api.SalesforceApi;
import com.crmfactory.migration.simulator.control.FaultRule.Kind;
import com.crmfactory.migration.simulator.http.HttpFront.Disturbance;
import com.crmfactory.migration.simulator.http.HttpFront.Reply;
import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What tests tell and ask the simulator beside Salesforce's API ({@code /__…}), and the faults it was told to make. */
public final class Control {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HTML = "text/html;charset=UTF-8";
    private static final String BUSY_PAGE = "<html><head><title>Service Unavailable</title></head><body><h1>503 Service Unavailable</h1></body></html>";

    private final SalesforceApi api;
    private final Stats stats;
    private final Faults faults = new Faults();
    private final Expected expected;

    public Control(SalesforceApi api, Stats stats, Org org) {
        this.api = api;
        this.stats = stats;
        this.expected = new Expected(org);
        api.disturbParts(this::partFault);
    }

    /** Answers any request: those of the control paths itself, the rest through the API, disturbed as told. */
    public Reply reply(ApiRequest request) {
        if (request.path().startsWith("/__")) {
            return Reply.of(control(request));
        }
        String target = request.path() + query(request);
        return faults.next(request.method(), target, () -> api.sabotage().object(request), kind -> true)
                .map(rule -> disturbed(request, rule))
                .orElseGet(() -> Reply.of(api.handle(request)));
    }

    /** A part of a composite request has no connection of its own: only faults that are an answer can meet it. */
    private Optional<ApiResponse> partFault(ApiRequest part) {
        return faults.next(part.method(), part.path() + query(part), () -> api.sabotage().object(part),
                Kind.ANSWERS::contains).map(rule -> {
                    stats.fault();
                    return answer(rule);
                });
    }

    private static String query(ApiRequest request) {
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
            query.append(query.isEmpty() ? '?' : '&').append(parameter.getKey()).append('=')
                    .append(parameter.getValue());
        }
        return query.toString();
    }

    private ApiResponse control(ApiRequest request) {
        String call = request.method() + " " + request.path();
        return switch (call) {
            case "GET /__stats" -> ApiResponse.json(stats.json());
            case "POST /__reset-stats" -> {
                stats.reset();
                yield ApiResponse.empty(204);
            }
            case "GET /__expected" -> ApiResponse.json(expected.json());
            case "GET /__faults" -> ApiResponse.json(faults.json());
            case "POST /__faults" -> addFaults(request);
            case "DELETE /__faults" -> {
                faults.clear();
                yield ApiResponse.empty(204);
            }
            case "GET /__tokens" -> ApiResponse.json(JSON.valueToTree(api.issuedTokens()));
            case "POST /__tokens" -> acceptToken(request);
            case "POST /__oauth" -> changeOAuth(request);
            case "DELETE /__approvals" -> {
                api.revokeApprovals();
                yield ApiResponse.empty(204);
            }
            case "POST /__query-limits" -> limitQueries(request);
            case "DELETE /__query-limits" -> {
                api.queryLimits().clear();
                yield ApiResponse.empty(204);
            }
            case "POST /__metadata-changed" -> {
                api.metadataChanged(Instant.now());
                yield ApiResponse.empty(204);
            }
            default -> problem(404, "no such control: " + call);
        };
    }

    private ApiResponse addFaults(ApiRequest request) {
        try {
            return ApiResponse.json(
                    JsonNodeFactory.instance.objectNode().put("rules", faults.add(JSON.readTree(request.body()))));
        } catch (IOException e) {
            return problem(400, "not JSON");
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        }
    }

    /** A user who connects again: the token is accepted from now on. */
    private ApiResponse acceptToken(ApiRequest request) {
        try {
            JsonNode token = JSON.readTree(request.body()).path("accessToken");
            if (!token.isTextual() || token.asText().isBlank()) {
                return problem(400, "accessToken is missing");
            }
            api.tokens().accept(token.asText());
            return ApiResponse.empty(204);
        } catch (IOException e) {
            return problem(400, "not JSON");
        }
    }

    /** {@code {"object": "Account", "rows": 500, "columns": 20}}; what is left out is unlimited. */
    private ApiResponse limitQueries(ApiRequest request) {
        try {
            JsonNode json = JSON.readTree(request.body());
            if (!json.path("object").isTextual()) {
                return problem(400, "object is missing");
            }
            api.queryLimits().set(json.path("object").asText(), json.path("rows").asLong(Integer.MAX_VALUE),
                    json.path("columns").asLong(Integer.MAX_VALUE));
            return ApiResponse.empty(204);
        } catch (IOException e) {
            return problem(400, "not JSON");
        }
    }

    private ApiResponse changeOAuth(ApiRequest request) {
        try {
            api.oauthSettings().change(JSON.readTree(request.body()));
            return ApiResponse.empty(204);
        } catch (IOException e) {
            return problem(400, "not JSON");
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        }
    }

    private static ApiResponse problem(int status, String message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("error", message);
        return ApiResponse.json(status, json);
    }

    private Reply disturbed(ApiRequest request, FaultRule rule) {
        stats.fault();
        return switch (rule.kind()) {
            case STATUS, HTML503, DAILY_LIMIT, CONCURRENT_LIMIT, TOO_MANY_REQUESTS, GONE, QUERY_TIMEOUT ->
                Reply.of(answer(rule));
            case SHORT_PAGE -> Reply.of(api.handle(request.distorted(Distortion.SHORT)));
            case LONG_PAGE -> Reply.of(api.handle(request.distorted(Distortion.LONG)));
            case RESET -> new Reply(ApiResponse.empty(200), new Disturbance(0, true, -1));
            case TRUNCATE -> new Reply(api.handle(request), new Disturbance(0, false, rule.bytes()));
            case DELAY -> new Reply(api.handle(request), new Disturbance(rule.delayMillis(), false, -1));
            case JOB_FAILED -> {
                api.sabotage().failJob(request, rule.message());
                yield Reply.of(api.handle(request));
            }
            case JOB_VANISHES -> {
                api.sabotage().dropJob(request);
                yield Reply.of(api.handle(request));
            }
            case LOCATOR_EXPIRED -> Reply.of(api.sabotage().expireLocator(request));
            case TOKEN_REVOKED -> {
                request.token().ifPresent(api.tokens()::revoke);
                yield Reply.of(api.handle(request));
            }
        };
    }

    /** Instead of the org's own. */
    private static ApiResponse answer(FaultRule rule) {
        return switch (rule.kind()) {
            case STATUS -> rule.body() == null
                    ? error(rule.status(), "UNKNOWN_EXCEPTION", "An unexpected error occurred.")
                    : ApiResponse.text(rule.status(), rule.contentType(), rule.body());
            case HTML503 -> ApiResponse.text(503, HTML, BUSY_PAGE);
            case DAILY_LIMIT -> error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
            case CONCURRENT_LIMIT -> error(403, "REQUEST_LIMIT_EXCEEDED",
                    "ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
            case TOO_MANY_REQUESTS -> ApiResponse
                    .text(429, HTML, "<html><body><h1>Too Many Requests</h1></body></html>").with("Retry-After", "1");
            case GONE -> error(410, "UNSUPPORTED_API_VERSION", "The requested resource is no longer available.");
            case QUERY_TIMEOUT -> error(400, "QUERY_TIMEOUT", "Your query request was running for too long.");
            case RESET, TRUNCATE, DELAY, JOB_FAILED, JOB_VANISHES, LOCATOR_EXPIRED, TOKEN_REVOKED, SHORT_PAGE,
                    LONG_PAGE ->
                throw new IllegalArgumentException(rule.kind() + " is more than another answer");
        };
    }

    private static ApiResponse error(int status, String code, String message) {
        return new com.crmfactory.migration.simulator.api.ApiError(status, code, message).response();
    }
}
