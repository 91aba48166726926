package com.crmfactory.migration.gateway.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;

/**
 * The OpenAPI document as a judge of answers. Its schemas are open, since answers grow; here they are closed, so that a
 * field that the document does not name is a violation.
 */
public final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCATION = "https://contract.test/openapi.json";
    private static final String API = "/api/";
    private static final String PROBLEM = "application/problem+json";
    private static final List<Integer> NOWHERE = List.of(403, 404, 405, 413, 414, 415, 431);

    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    /**
     * An operation of the document.
     *
     * @param pointer
     *            JSON pointer to it
     */
    public record Operation(String method, String path, String pointer, JsonNode node) {
        private boolean takes(String actual) {
            return Pattern.matches(path.replaceAll("\\{[^}]*}", "[^/]+"), actual);
        }

        private long parameters() {
            return path.chars().filter(c -> c == '{').count();
        }
    }

    public Contract(String openApi) {
        this.document = read(openApi);
        close(document.path("components").path("schemas"));
        document.findParents("responses").forEach(operation -> close(operation.path("responses")));
        String text = document.toString();
        this.factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, text))));
    }

    public JsonNode document() {
        return document;
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties()
                .forEach(method -> operations.add(new Operation(method.getKey().toUpperCase(), path.getKey(),
                        "/paths/" + path.getKey().replace("/", "~1") + "/" + method.getKey(), method.getValue()))));
        return operations;
    }

    /** The example of an operation's JSON body, its own or that of its schema; missing if it has none. */
    public JsonNode exampleBody(Operation operation) {
        return example(operation.node().at("/requestBody/content/application~1json"));
    }

    /** The example of a media type, its own or that of its schema. */
    public JsonNode example(JsonNode content) {
        if (content.has("example")) {
            return content.path("example");
        }
        JsonNode schema = content.path("schema");
        return schema.has("$ref")
                ? document.at(schema.path("$ref").asText().substring(1)).at("/examples/0")
                : schema.at("/examples/0");
    }

    /** What is wrong with an answer; empty if it is as documented. */
    public List<String> violations(String method, String path, int status, String contentType, String body) {
        boolean preflight = "OPTIONS".equals(method) && status < 400;
        if (!path.startsWith(API) || preflight) {
            return List.of();
        }
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (status >= 400 && !PROBLEM.equals(type)) {
            return List.of("an error of type " + type);
        }
        String address = path.length() > 1 ? path.replaceFirst("/$", "") : path;
        Optional<Operation> operation = operations().stream()
                .filter(one -> one.method().equals(method) && one.takes(address))
                .min(Comparator.comparingLong(Operation::parameters));
        if (operation.isEmpty()) {
            return NOWHERE.contains(status)
                    ? validate("/components/schemas/Problem", body)
                    : List.of(status + " where nothing is documented");
        }
        return violations(operation.get(), status, type, body);
    }

    private List<String> violations(Operation operation, int status, String type, String body) {
        String at = operation.pointer() + "/responses/" + status;
        JsonNode response = document.at(at);
        if (response.isMissingNode()) {
            return List.of("the status " + status + " is not documented");
        }
        JsonNode content = response.path("content");
        if (content.isMissingNode() || content.isEmpty()) {
            return body == null || body.isEmpty() ? List.of() : List.of("a body where none is documented");
        }
        if (!content.has(type)) {
            return List.of("the type " + type + " is not documented for " + status);
        }
        return type.endsWith("json")
                ? validate(at + "/content/" + type.replace("/", "~1") + "/schema", body)
                : List.of();
    }

    /** What is wrong with a text, held against the schema at a JSON pointer. */
    public List<String> validate(String pointer, String text) {
        try {
            return schemas.computeIfAbsent(pointer, at -> factory.getSchema(SchemaLocation.of(LOCATION + "#" + at)))
                    .validate(JSON.readTree(text)).stream().map(Object::toString).toList();
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + e.getOriginalMessage());
        }
    }

    /** Schemas that list properties have no others; compositions are left open, since each part would forbid the rest. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        if (!node.has("allOf")) {
            node.forEach(Contract::close);
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The OpenAPI document is no JSON", e);
        }
    }
}
