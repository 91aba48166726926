package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;

/** After all journeys: whatever the services sent is a CloudEvent and fits its published schema, field by field. */
@Order(9)
@ExtendWith(SharedInstallation.class)
class MessagesIT {
    private static final Path SCHEMAS = Path.of("..", "docs", "schemas");
    private static final String SUFFIX = ".schema.json";
    private static final String TYPE = "com.crmfactory.migration.";
    private static final Set<String> HEADERS = Set.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject",
            "ce_time", "content-type", "traceparent");

    @TempDir
    private static Path closed;

    private final Installation installation;
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    MessagesIT(Installation installation) {
        this.installation = installation;
        installation.first();
    }

    @Test
    void everyMessageIsACloudEventThatFitsItsSchema() throws IOException {
        closeSchemas();
        List<KafkaTopics.Message> messages = installation.topics().all().stream()
                .filter(message -> !message.topic().endsWith(".dlq")).toList();
        Set<String> types = new TreeSet<>();
        assertThat(messages).isNotEmpty().allSatisfy(message -> {
            assertThat(message.headers()).containsKeys(HEADERS.toArray(String[]::new));
            String type = message.headers().get("ce_type").replace(TYPE, "").replaceFirst("\\.v1$", "");
            types.add(type);
            String name = message.topic().equals("migration.progress") ? "progress" : type;
            assertThat(schema(name).validate(message.value())).as(message.topic() + " " + type + " " + message.text())
                    .isEmpty();
        });
        assertThat(types).contains("analyze_org", "analysis_started", "object_analyzed", "analysis_completed",
                "import_object", "import_page", "validate_import", "validation_completed", "object_completed",
                "migration_completed");
    }

    private JsonSchema schema(String name) {
        return schemas.computeIfAbsent(name, key -> JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(closed.resolve(key + SUFFIX).toUri().toString())));
    }

    /** Published schemas are open, since messages grow; a field that they do not name is a fault here. */
    private static void closeSchemas() throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (var files = Files.list(SCHEMAS)) {
            for (Path file : files.toList()) {
                JsonNode schema = json.readTree(file.toFile());
                close(schema);
                json.writeValue(closed.resolve(file.getFileName().toString()).toFile(), schema);
            }
        }
    }

    private static void close(JsonNode schema) {
        schema.forEach(MessagesIT::close);
        if (schema instanceof ObjectNode object && object.path("properties").isObject()
                && object.path("type").isTextual()) {
            object.put("additionalProperties", false);
        }
    }
}
