package com.crmfactory.migration.simulator.api;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /composite} and {@code /composite/batch}: up to 25 requests in one. Source: facts §3. */
final class CompositeResource {

    private static final int MOST = 25;
    private static final int MOST_QUERIES = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<ApiRequest, ApiResponse> dispatch;
    private final Stats stats;

    CompositeResource(Function<ApiRequest, ApiResponse> dispatch, Stats stats) {
        this.dispatch = dispatch;
        this.stats = stats;
    }

    ApiResponse handle(ApiRequest request, int version, List<String> path) {
        String kind = path.isEmpty() ? "" : path.get(0);
        return switch (kind) {
            case "" -> composite(request);
            case "batch" -> batch(request);
            default -> throw ApiError.notFound();
        };
    }

    private ApiResponse composite(ApiRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode responses = json.putArray("compositeResponse");
        JsonNode parts = parts(request, "compositeRequest");
        requireFewQueries(parts);
        for (JsonNode part : parts) {
            ApiResponse response = run(request, part.path("method").asText("GET"), part.path("url").asText());
            ObjectNode answer = responses.addObject();
            answer.set("body", body(response));
            answer.putObject("httpHeaders");
            answer.put("httpStatusCode", response.status()).put("referenceId", part.path("referenceId").asText());
        }
        return ApiResponse.json(json);
    }

    private static void requireFewQueries(JsonNode parts) {
        int queries = 0;
        for (JsonNode part : parts) {
            queries += part.path("url").asText().matches("/services/data/v[^/]+/query(All)?\\?.*") ? 1 : 0;
        }
        if (queries > MOST_QUERIES) {
            throw new ApiError(400, "PROCESSING_HALTED",
                    "The composite request has more than " + MOST_QUERIES + " query or collection operations");
        }
    }

    /** A part's URL is relative to {@code /services/data/}, and each part counts as a call. */
    private ApiResponse batch(ApiRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("hasErrors", false);
        ArrayNode results = json.putArray("results");
        for (JsonNode part : parts(request, "batchRequests")) {
            stats.call("compositeBatchPart");
            ApiResponse response = run(request, part.path("method").asText("GET"),
                    "/services/data/" + part.path("url").asText());
            if (response.status() >= 400) {
                json.put("hasErrors", true);
            }
            results.addObject().put("statusCode", response.status()).set("result", body(response));
        }
        return ApiResponse.json(json);
    }

    private static JsonNode parts(ApiRequest request, String member) {
        JsonNode parts;
        try {
            parts = JSON.readTree(request.body()).path(member);
        } catch (IOException e) {
            throw new ApiError(400, "JSON_PARSER_ERROR", "Unexpected character at input location [1,1]");
        }
        if (parts.size() > MOST) {
            throw new ApiError(400, "PROCESSING_HALTED", "Limit of " + MOST + " requests exceeded");
        }
        return parts;
    }

    private ApiResponse run(ApiRequest outer, String method, String url) {
        String[] halves = url.split("\\?", 2);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : halves.length > 1 ? halves[1].split("&") : new String[0]) {
            String[] sides = pair.split("=", 2);
            parameters.put(decode(sides[0]), sides.length > 1 ? decode(sides[1]) : "");
        }
        if (!halves[0].startsWith("/services/data/v")) {
            return ApiError.notFound().response();
        }
        try {
            return dispatch.apply(
                    new ApiRequest(method, decode(halves[0]), parameters, Map.of(), new byte[0], outer.origin()));
        } catch (ApiError e) {
            return e.response();
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ApiError(400, "INVALID_QUERY", "The URL of a sub-request is not encoded");
        }
    }

    private static JsonNode body(ApiResponse response) {
        if (!(response.body() instanceof ApiResponse.Bytes bytes)) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            return JSON.readTree(bytes.bytes());
        } catch (IOException e) {
            // An error page within a part is quoted as a text.
            return JsonNodeFactory.instance.textNode(new String(bytes.bytes(), StandardCharsets.UTF_8));
        }
    }
}
