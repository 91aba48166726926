package com.crmfactory.migration.gateway.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What Java types do not say: which fields may be null ({@code openapi/nullable.properties}) and what an answer looks
 * like ({@code openapi/examples/<schema or operation>.json}, {@code <operation>.request.json}).
 */
final class DocumentedSchemas {
    private static final String FOLDER = "openapi/";
    private static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Properties nullable = new Properties();

    DocumentedSchemas() {
        try (InputStream in = resource("nullable.properties").orElseThrow()) {
            nullable.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void complete(Components components) {
        components.getSchemas().forEach((name, schema) -> {
            for (String property : nullable(name)) {
                if (schema.getProperties() != null && schema.getProperties().containsKey(property)) {
                    schema.addProperty(property, orNull(schema.getProperties().get(property)));
                }
            }
            example("examples/" + name + ".json").ifPresent(example -> schema.setExamples(List.of(example)));
        });
    }

    /** Of this name, and of all that begin as a name that ends with an asterisk. */
    private List<String> nullable(String name) {
        return nullable.stringPropertyNames().stream()
                .filter(key -> key.equals(name)
                        || key.endsWith("*") && name.startsWith(key.substring(0, key.length() - 1)))
                .flatMap(key -> Stream.of(nullable.getProperty(key).split("[,\\s]+"))).toList();
    }

    void addExamples(Operation operation) {
        String name = operation.getOperationId();
        if (operation.getRequestBody() != null) {
            set(operation.getRequestBody().getContent(), "examples/" + name + ".request.json");
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                set(response.getContent(), "examples/" + name + ".json");
            }
        });
    }

    private static void set(Content content, String file) {
        MediaType json = content == null ? null : content.getMediaType(JSON);
        if (json != null) {
            example(file).ifPresent(json::setExample);
        }
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema().addAnyOf(OASFactory.createSchema().ref(schema.getRef()))
                    .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
        }
        if (schema.getEnumeration() != null) {
            List<Object> values = new ArrayList<>(schema.getEnumeration());
            values.add(null);
            schema.setEnumeration(values);
        }
        return schema.addType(SchemaType.NULL);
    }

    private static Optional<Object> example(String file) {
        return resource(file).map(in -> {
            try (in) {
                return MAPPER.readValue(in, Map.class);
            } catch (IOException e) {
                throw new UncheckedIOException(file, e);
            }
        });
    }

    private static Optional<InputStream> resource(String file) {
        return Optional.ofNullable(Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + file));
    }
}
