package com.crmfactory.migration.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.contract.Contract.Operation;
import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The rules that the OpenAPI document keeps, so that a developer needs nothing else. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class OpenApiIT {
    private static final Path ERRORS = Path.of("..", "docs", "errors.md");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");

    private Contract contract;
    private List<Operation> operations;

    @BeforeEach
    void read() {
        contract = EveryAnswerIsHeldAgainstTheDocument.contract();
        operations = contract.operations().stream().filter(operation -> operation.path().startsWith("/api/")).toList();
    }

    @Test
    void everyEndpointIsInTheDocument() {
        Set<String> documented = new HashSet<>();
        operations.forEach(operation -> documented.add(operation.method() + " " + operation.path()));
        assertThat(documented).hasSizeGreaterThan(15).containsExactlyInAnyOrderElementsOf(Endpoints.all().stream()
                .map(endpoint -> endpoint.method() + " " + endpoint.path().replaceFirst("/$", "")).distinct().toList());
    }

    @Test
    void everyOperationSaysWhatItIs() {
        List<String> ids = operations.stream().map(operation -> operation.node().path("operationId").asText()).toList();
        assertThat(ids).doesNotHaveDuplicates().allSatisfy(id -> assertThat(id).matches("[a-z][A-Za-z]+"));
        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.node().path("summary").asText()).as(operation.path()).isNotBlank()
                    .hasSizeLessThan(80);
            assertThat(operation.node().path("description").asText()).as(operation.path()).isNotBlank();
            assertThat(operation.node().path("tags")).as(operation.path()).hasSize(1);
            assertThat(operation.node().at("/tags/0").asText()).as(operation.path()).doesNotContain("Resource");
        });
    }

    @Test
    void everyParameterIsDescribed() {
        assertThat(operations).allSatisfy(operation -> {
            JsonNode parameters = operation.node().path("parameters");
            assertThat(parameters).allSatisfy(parameter -> {
                String name = operation.path() + " " + parameter.path("name").asText();
                assertThat(parameter.path("description").asText()).as(name).isNotBlank();
                assertThat(parameter.at("/schema/type").asText()).as(name).isNotBlank();
                if ("integer".equals(parameter.at("/schema/type").asText())) {
                    assertThat(parameter.path("schema").has("minimum") && parameter.path("schema").has("maximum"))
                            .as(name).isTrue();
                }
            });
            long inPath = StreamSupport.stream(parameters.spliterator(), false)
                    .filter(parameter -> "path".equals(parameter.path("in").asText())).count();
            assertThat(PLACEHOLDER.matcher(operation.path()).results().count()).as(operation.path())
                    .isEqualTo(inPath);
        });
    }

    @Test
    void everySuccessHasASchemaAndAnExampleThatFitsIt() {
        assertThat(operations).allSatisfy(operation -> {
            List<String> successes = new ArrayList<>();
            operation.node().path("responses").fieldNames().forEachRemaining(status -> {
                if (status.startsWith("2") || status.startsWith("3")) {
                    successes.add(status);
                }
            });
            assertThat(successes).as(operation.path()).isNotEmpty();
            for (String status : successes) {
                JsonNode response = operation.node().path("responses").path(status);
                assertThat(response.path("description").asText()).as(operation.path()).isNotBlank();
                response.path("content").properties().forEach(content -> example(content.getValue(),
                        operation.pointer() + "/responses/" + status + "/content/"
                                + content.getKey().replace("/", "~1"),
                        content.getKey()));
            }
        });
    }

    @Test
    void everyBodyHasASchemaAndAnExampleThatFitsIt() {
        assertThat(operations.stream().filter(operation -> operation.node().has("requestBody"))).isNotEmpty()
                .allSatisfy(operation -> operation.node().at("/requestBody/content").properties()
                        .forEach(content -> example(content.getValue(), operation.pointer()
                                + "/requestBody/content/" + content.getKey().replace("/", "~1"), content.getKey())));
    }

    @Test
    void everyErrorIsAProblemDocumentWhoseCodesAreExplained() throws IOException {
        String explained = Files.readString(ERRORS);
        assertThat(operations).allSatisfy(operation -> operation.node().path("responses").properties()
                .forEach(response -> {
                    if (response.getKey().startsWith("4") || response.getKey().startsWith("5")) {
                        String at = operation.pointer() + "/responses/" + response.getKey()
                                + "/content/application~1problem+json";
                        JsonNode content = contract.document().at(at);
                        assertThat(contract.validate(at + "/schema", content.path("example").toString())).as(at)
                                .isEmpty();
                        JsonNode codes = content.at("/schema/allOf/1/properties/code/anyOf/0/enum");
                        assertThat(codes).as(at).isNotEmpty().allSatisfy(code -> assertThat(explained)
                                .contains("<a id=\"" + code.asText() + "\"></a>"));
                    }
                }));
    }

    @Test
    void whatMayBeNullIsThere() throws IOException {
        Properties nullable = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/openapi/nullable.properties")) {
            nullable.load(in);
        }
        assertThat(nullable.stringPropertyNames().stream().filter(name -> !name.endsWith("*"))).isNotEmpty()
                .allSatisfy(schema -> assertThat(nullable.getProperty(schema).split(", "))
                        .allSatisfy(property -> assertThat(
                                contract.document().at("/components/schemas/" + schema + "/properties/" + property)
                                        .isMissingNode())
                                .as(schema + "." + property).isFalse()));
    }

    private void example(JsonNode content, String pointer, String type) {
        JsonNode example = contract.example(content);
        assertThat(example.isMissingNode()).as(pointer + " has no example").isFalse();
        if (type.endsWith("json")) {
            assertThat(contract.validate(pointer + "/schema", example.toString())).as(pointer).isEmpty();
        }
    }
}
