package com.crmfactory.migration.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Reads an error's body in any of its forms: REST's array, OAuth's object, composite's {@code statusCode} and nested
 * results, plain text, HTML or nothing.
 */
final class ErrorBody {
    private static final int LARGEST = 64 * 1024;
    private static final int TEXT = 4_096;
    private static final int NESTING = 4;
    private static final List<String> WRAPPERS = List.of("errors", "results", "result", "compositeResponse", "body");

    private ErrorBody() {
    }

    static Symptom read(Answer answer, ObjectMapper json) throws IOException {
        return of(answer.status(), text(answer), json);
    }

    static Symptom of(int status, String text, ObjectMapper json) {
        if (text.startsWith("[") || text.startsWith("{")) {
            try {
                return of(status, json.readTree(text), NESTING);
            } catch (JsonProcessingException e) {
                return plain(status, text);
            }
        }
        return plain(status, text);
    }

    static Symptom ofLogin(String error, String description) {
        return new Symptom(400, error != null && error.matches("[A-Za-z_]{2,80}") ? error : "access_denied",
                shortened(description == null ? "" : description), null);
    }

    private static String text(Answer answer) throws IOException {
        try (InputStream body = answer.body()) {
            String text = new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8).strip();
            answer.raw().drain();
            return text;
        }
    }

    private static Symptom plain(int status, String text) {
        return new Symptom(status, null, shortened(text), null);
    }

    private static Symptom of(int status, JsonNode node, int depth) {
        JsonNode error = node.isArray() && !node.isEmpty() ? node.get(0) : node;
        String code = firstText(error, "errorCode", "statusCode", "error", "exceptionCode");
        if (code == null && depth > 0) {
            for (String wrapper : WRAPPERS) {
                if (error.path(wrapper).isContainerNode() && !error.path(wrapper).isEmpty()) {
                    return of(status, error.get(wrapper), depth - 1);
                }
            }
        }
        String message = firstText(error, "message", "error_description", "exceptionMessage");
        return new Symptom(status, code != null && code.matches("[A-Za-z_]{2,80}") ? code : null,
                shortened(message == null ? "" : message), null);
    }

    private static String firstText(JsonNode error, String... names) {
        for (String name : names) {
            if (error.path(name).isTextual()) {
                return error.get(name).textValue();
            }
        }
        return null;
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), TEXT));
    }
}
