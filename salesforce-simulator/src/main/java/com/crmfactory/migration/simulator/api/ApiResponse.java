package com.crmfactory.migration.simulator.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One response, free of its transport. */
public record ApiResponse(int status, Map<String, String> headers, Body body) {

    static final String JSON = "application/json;charset=UTF-8";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What is sent after the headers. */
    public sealed interface Body {
    }

    public record Empty() implements Body {
    }

    public record Bytes(byte[] bytes) implements Body {
    }

    /** Written piece by piece, so that a result of any size takes constant memory. */
    public record Streamed(Writer writer) implements Body {
    }

    @FunctionalInterface
    public interface Writer {
        void writeTo(Sink sink) throws IOException;
    }

    /** Takes the next bytes; blocks while the peer reads slower than they come. */
    @FunctionalInterface
    public interface Sink {
        void write(byte[] bytes, int length) throws IOException;
    }

    public static ApiResponse json(int status, JsonNode json) {
        try {
            return bytes(status, JSON, MAPPER.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ApiResponse json(JsonNode json) {
        return json(200, json);
    }

    public static ApiResponse text(int status, String contentType, String text) {
        return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    public static ApiResponse bytes(int status, String contentType, byte[] bytes) {
        return new ApiResponse(status, Map.of("Content-Type", contentType), new Bytes(bytes));
    }

    public static ApiResponse empty(int status) {
        return new ApiResponse(status, Map.of(), new Empty());
    }

    public static ApiResponse streamed(String contentType, Writer writer) {
        return new ApiResponse(200, Map.of("Content-Type", contentType), new Streamed(writer));
    }

    /** This response with one header more. */
    public ApiResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiResponse(status, more, body);
    }
}
