package com.crmfactory.migration.gateway.web;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.problem.Refusal;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * Reads what clients send, more strictly than messages: a misspelt name or a wrong type is refused by name instead of
 * being dropped.
 */
@ApplicationScoped
public class Bodies {
    /** Escaped, and not the text of a backslash and what follows; JSON allows no other form. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    private final ObjectMapper strict;

    public Bodies(ObjectMapper json) {
        this.strict = json.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        for (CoercionInputShape shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float,
                CoercionInputShape.Boolean)) {
            strict.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
            strict.coercionConfigFor(LogicalType.Enum).setCoercion(shape, CoercionAction.Fail);
        }
        for (LogicalType type : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
            strict.coercionConfigFor(type).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
        }
    }

    public <T> T read(String body, Class<T> type) {
        if (body == null || body.isBlank()) {
            throw Refusal.malformed("The body is empty; a JSON object is needed.");
        }
        if (NUL.matcher(body).find()) {
            throw Refusal.malformed("The body holds a NUL character, which no text of the CRM may have.");
        }
        try {
            T read = strict.readValue(body, type);
            if (read == null) {
                throw Refusal.malformed("The body is null; a JSON object is needed.");
            }
            return read;
        } catch (UnrecognizedPropertyException e) {
            throw Refusal.malformed("The field '" + path(e) + "' is not known.");
        } catch (JsonMappingException e) {
            throw Refusal.malformed(e.getPath().isEmpty()
                    ? "The body is not a JSON object of the documented form."
                    : "The field '" + path(e) + "' has the wrong type or form.");
        } catch (JsonProcessingException e) {
            // Without the parser's text, which quotes the body.
            throw Refusal.malformed("The body is no valid JSON" + (e.getLocation() == null
                    ? "."
                    : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + "."));
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining()).replaceFirst("^\\.", "");
    }
}
