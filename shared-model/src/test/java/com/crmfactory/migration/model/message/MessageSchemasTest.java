package com.crmfactory.migration.model.message;

import static com.crmfactory.migration.model.message.WireMapper.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.crmfactory.migration.model.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

/**
 * Holds the messages against {@code docs/schemas}, and {@code docs/asyncapi.yaml} against the schemas and the topics. The
 * published schemas are open, since messages grow; here they are closed, so that a field that they do not name fails.
 */
class MessageSchemasTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path SCHEMAS = DOCS.resolve("schemas");
    private static final String SUFFIX = ".schema.json";

    @TempDir
    private static Path closed;

    @BeforeAll
    static void closeSchemas() throws IOException {
        for (String name : schemaNames()) {
            JsonNode schema = published(name);
            close(schema);
            JSON.writeValue(closed.resolve(name + SUFFIX).toFile(), schema);
        }
    }

    static Stream<MigrationMessage> messages() {
        return Stream.concat(Examples.all(), SparseExamples.all());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageFitsItsSchema(MigrationMessage message) {
        JsonNode written = JSON.valueToTree(message);

        assertThat(schema(closed, nameOf(message)).validate(written)).as(written.toPrettyString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everySchemaAcceptsWhatALaterVersionAdds(MigrationMessage message) {
        ObjectNode written = JSON.valueToTree(message);
        written.put("added_later", 1);

        assertThat(schema(SCHEMAS, nameOf(message)).validate(written)).isEmpty();
        assertThat(schema(closed, nameOf(message)).validate(written)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everySchemaRefusesAMessageWithoutARequiredField(MigrationMessage message) throws IOException {
        ObjectNode written = JSON.valueToTree(message);
        for (String required : required(nameOf(message))) {
            ObjectNode lacking = written.deepCopy();
            lacking.remove(required);

            assertThat(schema(SCHEMAS, nameOf(message)).validate(lacking)).as(required).hasSize(1);
        }
    }

    @Test
    void requiredIsWhatEveryMessageOfTheTypeHas() throws IOException {
        for (String name : messageNames()) {
            Set<String> always = names(published(name).get("properties"));
            messages().filter(message -> nameOf(message).equals(name))
                    .forEach(message -> always.retainAll(names(JSON.valueToTree(message))));

            assertThat(required(name)).as(name).isEqualTo(always);
        }
    }

    @Test
    void theExamplesHoldEveryFieldThatTheSchemasName() throws IOException {
        for (String name : messageNames()) {
            Set<String> written = new TreeSet<>();
            messages().filter(message -> nameOf(message).equals(name))
                    .forEach(message -> written.addAll(names(JSON.valueToTree(message))));

            assertThat(names(published(name).get("properties"))).as(name).isEqualTo(written);
        }
    }

    @Test
    void everyTypeOfMessageHasASchemaAndEverySchemaAMessage() throws IOException {
        Set<String> types = new TreeSet<>(Set.of("import_page", "progress"));
        Stream.of(AnalysisCommand.TYPES, AnalysisEvent.TYPES, ImportCommand.TYPES, ImportEvent.TYPES).map(Map::keySet)
                .forEach(types::addAll);

        assertThat(messageNames()).isEqualTo(types);
        assertThat(messages().map(MessageSchemasTest::nameOf)).containsAll(types);
    }

    @Test
    void asyncApiNamesEveryTopicAndEverySchema() throws IOException {
        JsonNode document = asyncApi();

        assertThat(document.path("asyncapi").asText()).startsWith("3.");
        assertThat(document.path("channels").findValuesAsText("address")).containsExactlyInAnyOrderElementsOf(
                Topics.all().stream().map(Topics::name).toList());
        assertThat(document.findValuesAsText("$ref").stream().filter(to -> !to.startsWith("#")))
                .containsExactlyInAnyOrderElementsOf(
                        messageNames().stream().map(name -> "schemas/" + name + SUFFIX).toList());
    }

    @Test
    void asyncApiStatesThePartitionsAndTheRetentionOfEveryTopic() throws IOException {
        Map<String, Topics> topics = Topics.all().stream().collect(Collectors.toMap(Topics::name, topic -> topic));

        assertThat(asyncApi().findParents("address")).hasSize(topics.size()).allSatisfy(channel -> {
            Topics topic = topics.get(channel.get("address").asText());
            JsonNode stated = channel.at("/bindings/kafka");
            assertThat(stated.path("partitions").asInt()).isEqualTo(topic.partitions());
            assertThat(stated.at("/topicConfiguration/retention.ms").asLong()).isEqualTo(topic.retention().toMillis());
        });
    }

    @Test
    void asyncApiRefersOnlyToPartsThatAreThere() throws IOException {
        JsonNode document = asyncApi();

        assertThat(document.findValuesAsText("$ref").stream().filter(to -> to.startsWith("#"))).isNotEmpty()
                .allSatisfy(to -> assertThat(document.at(to.substring(1)).isMissingNode()).as(to).isFalse());
    }

    @Test
    void theExamplesOfAsyncApiFitTheirSchemas() throws IOException {
        Map<String, JsonNode> messages = asyncApi().at("/components/messages").properties().stream()
                .filter(message -> message.getValue().has("examples"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(messages).isNotEmpty().allSatisfy((name, message) -> message.get("examples").forEach(
                example -> assertThat(schema(closed, name).validate(example.get("payload"))).as(name).isEmpty()));
    }

    private static JsonNode asyncApi() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(DOCS.resolve("asyncapi.yaml").toFile());
    }

    /** Progress has many types and one form. */
    private static String nameOf(MigrationMessage message) {
        return message instanceof Progress ? "progress" : message.type();
    }

    private static JsonSchema schema(Path folder, String name) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(
                SchemaLocation.of(folder.resolve(name + SUFFIX).toAbsolutePath().normalize().toUri().toString()),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private static JsonNode published(String name) throws IOException {
        return JSON.readTree(SCHEMAS.resolve(name + SUFFIX).toFile());
    }

    private static Set<String> required(String name) throws IOException {
        Set<String> required = new TreeSet<>();
        published(name).get("required").forEach(field -> required.add(field.asText()));
        return required;
    }

    private static Set<String> messageNames() throws IOException {
        Set<String> names = schemaNames();
        names.remove("common");
        return names;
    }

    private static Set<String> schemaNames() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            return files.map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                    .collect(Collectors.toCollection(() -> new TreeSet<>()));
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void close(JsonNode schema) {
        schema.forEach(MessageSchemasTest::close);
        if (schema instanceof ObjectNode object && object.path("properties").isObject()
                && object.path("type").isTextual()) {
            object.put("additionalProperties", false);
        }
    }
}
