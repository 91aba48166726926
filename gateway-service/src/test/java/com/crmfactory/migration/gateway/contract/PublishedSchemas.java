package com.crmfactory.migration.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;

/** The schemas of {@code docs/schemas}, against which each message of the tests is held. */
public final class PublishedSchemas {
    private static final Path FOLDER = Path.of("..", "docs", "schemas").toAbsolutePath().normalize();
    private static final String PROGRESS = "migration.progress";
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private PublishedSchemas() {
    }

    /** Fails unless the message is as published; progress has many types and one form. */
    public static void require(String topic, String type, JsonNode message) {
        String name = PROGRESS.equals(topic) ? "progress" : type;
        assertThat(SCHEMAS.computeIfAbsent(name, PublishedSchemas::load).validate(message))
                .as(topic + " " + type + " " + message).isEmpty();
    }

    private static JsonSchema load(String name) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(
                SchemaLocation.of(FOLDER.resolve(name + ".schema.json").toUri().toString()));
    }
}
