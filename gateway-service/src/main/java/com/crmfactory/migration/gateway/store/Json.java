package com.crmfactory.migration.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Documents in columns of type jsonb, which travel as text so that one mapper decides their form. */
@ApplicationScoped
public class Json {
    static final String READ_DOCUMENT = "cast(document as text)";
    static final String READ_CONCLUSION = "cast(conclusion as text)";
    static final String WRITE = "cast(cast(? as text) as jsonb)";

    private final ObjectMapper mapper;
    private final ObjectWriter sorted;

    public Json(ObjectMapper mapper) {
        this.mapper = mapper;
        this.sorted = mapper.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    public String write(Object document) {
        try {
            return mapper.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A " + document.getClass().getSimpleName() + " that is no JSON", e);
        }
    }

    /** The same text for equal documents, whatever the order of their maps. */
    public String canonical(Object document) {
        try {
            return sorted.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A " + document.getClass().getSimpleName() + " that is no JSON", e);
        }
    }

    public <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw unreadable(type.getSimpleName(), e);
        }
    }

    <T> T read(String text, TypeReference<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw unreadable(type.getType().getTypeName(), e);
        }
    }

    /** Without the parser's text, which may quote the document. */
    private static IllegalStateException unreadable(String what, JsonProcessingException e) {
        return new IllegalStateException("A stored " + what + " does not fit this version ("
                + e.getClass().getSimpleName() + ")");
    }
}
