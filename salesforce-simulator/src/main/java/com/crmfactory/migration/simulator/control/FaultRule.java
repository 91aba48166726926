package com.crmfactory.migration.simulator.control;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One way to misbehave, and for which requests.
 *
 * @param method HTTP method, or null for any
 * @param path found anywhere in the path and query string, or null for any
 * @param object the sObject that the request is about, or null for any
 * @param times how often; @param after how many matching requests pass undisturbed first
 * @param status for {@code status}; @param body for {@code status}, JSON or text; @param contentType of that body
 * @param delayMillis for {@code delay}; @param bytes of the body sent by {@code truncate}
 * @param message {@code errorMessage} of a job that {@code job_failed}
 */
record FaultRule(String method, Pattern path, String object, Kind kind, long times, long after, int status, String body,
        String contentType, long delayMillis, long bytes, String message) {

    enum Kind {
        STATUS, RESET, TRUNCATE, DELAY, HTML503, JOB_FAILED, JOB_VANISHES, LOCATOR_EXPIRED, TOKEN_REVOKED, DAILY_LIMIT,
        CONCURRENT_LIMIT, TOO_MANY_REQUESTS, GONE, QUERY_TIMEOUT, SHORT_PAGE, LONG_PAGE;

        /** Those that are another answer, and nothing besides. */
        static final Set<Kind> ANSWERS = EnumSet.of(STATUS, HTML503, DAILY_LIMIT, CONCURRENT_LIMIT, TOO_MANY_REQUESTS,
                GONE, QUERY_TIMEOUT);

        static Kind of(String name) {
            if (name.equals("429")) {
                return TOO_MANY_REQUESTS;
            }
            return Arrays.stream(values()).filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown fault '" + name + "'"));
        }
    }

    private static final Set<String> MEMBERS = Set.of("match", "fault", "times", "after", "status", "body",
            "contentType", "delayMs", "bytes", "message");
    private static final Set<String> MATCHES = Set.of("method", "pathRegex", "object");

    /** @throws IllegalArgumentException saying what is wrong with the JSON */
    static FaultRule of(JsonNode json) {
        reject(json, MEMBERS);
        JsonNode match = json.path("match");
        reject(match, MATCHES);
        JsonNode body = json.path("body");
        return new FaultRule(text(match, "method"), pattern(text(match, "pathRegex")), text(match, "object"),
                Kind.of(json.path("fault").asText()),
                json.path("times").asLong(1), json.path("after").asLong(0), json.path("status").asInt(500),
                body.isMissingNode() ? null : body.isTextual() ? body.asText() : body.toString(),
                json.path("contentType")
                        .asText(body.isContainerNode() ? "application/json;charset=UTF-8" : "text/html;charset=UTF-8"),
                json.path("delayMs").asLong(1000), json.path("bytes").asLong(1000),
                json.path("message").asText("Unknown error in the Bulk API"));
    }

    private static void reject(JsonNode json, Set<String> known) {
        List<String> unknown = json.properties().stream().map(member -> member.getKey())
                .filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown members " + unknown + ", known are " + known.stream().sorted().toList());
        }
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).isTextual() ? json.path(member).asText() : null;
    }

    private static Pattern pattern(String regex) {
        try {
            return regex == null ? null : Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("pathRegex is not a regular expression: " + e.getMessage());
        }
    }

    boolean matches(String requestMethod, String requestPath, Optional<String> requestObject) {
        return (method == null || method.equalsIgnoreCase(requestMethod))
                && (path == null || path.matcher(requestPath).find())
                && (object == null || requestObject.filter(object::equalsIgnoreCase).isPresent());
    }
}
