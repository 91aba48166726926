package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An answer of the HTTP API. */
record Answer(int status, HttpHeaders headers, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    JsonNode json() {
        return parse(text);
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("No JSON: " + text, e);
        }
    }

    String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** The body of an answer that has to be this one. */
    JsonNode expect(int expected) {
        assertThat(status).as(text).isEqualTo(expected);
        return json();
    }

    /** Holds the answer to what every error has to be (RFC 9457, and {@code error} for the CRM's clients). */
    JsonNode problem(int expected, String code) {
        assertThat(status).as(text).isEqualTo(expected);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = json();
        for (String name : new String[]{"type", "title", "status", "detail", "instance", "code", "error"}) {
            assertThat(problem.hasNonNull(name)).as("%s in %s", name, text).isTrue();
        }
        assertThat(problem.path("status").asInt()).isEqualTo(expected);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("error").asText()).isEqualTo(problem.path("detail").asText());
        return problem;
    }
}
