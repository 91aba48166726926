package com.crmfactory.migration.gateway.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/** Parameters that mean the same wherever they occur. */
final class DocumentedParameters {
    private static final int LONGEST_KEY = 200;
    private static final int LARGEST_PAGE = 200;
    private static final int DEFAULT_PAGE = 50;
    private static final int LONGEST_NAME = 80;

    private record Meaning(String description, Schema schema, Object example) {
    }

    private static final Map<String, Meaning> KNOWN = Map.of(
            "id", new Meaning("Id of the migration: mig_ and 26 characters of Crockford base32",
                    text().pattern("^mig_[0-7][0-9A-HJKMNP-TV-Z]{25}$"), "mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM"),
            "object", new Meaning("API name of a Salesforce object, as the record and the report list them",
                    text().minLength(1).maxLength(LONGEST_NAME), "Contact"),
            "sf_id", new Meaning("Salesforce record id of 15 or 18 characters",
                    text().minLength(15).maxLength(18).pattern("^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$"),
                    "0015g00000ABCDEAA5"),
            "limit", new Meaning("Entries per page, 1 to 200, 50 if left out; outside is refused, never clamped",
                    OASFactory.createSchema().addType(SchemaType.INTEGER).minimum(BigDecimal.ONE)
                            .maximum(BigDecimal.valueOf(LARGEST_PAGE)).defaultValue(DEFAULT_PAGE),
                    DEFAULT_PAGE),
            "cursor", new Meaning("next_cursor of the page before; left out for the first page",
                    text().minLength(1), null));

    private DocumentedParameters() {
    }

    static void describe(HttpMethod method, Operation operation) {
        List<Parameter> parameters = operation.getParameters() == null
                ? new ArrayList<>()
                : new ArrayList<>(operation.getParameters());
        parameters.forEach(DocumentedParameters::describe);
        if (method == HttpMethod.POST) {
            parameters.add(idempotencyKey());
        }
        operation.setParameters(parameters);
    }

    /** What an operation says itself about a name that means something else there stays. */
    private static void describe(Parameter parameter) {
        Meaning meaning = KNOWN.get(parameter.getName());
        if (meaning != null && parameter.getDescription() == null) {
            parameter.setDescription(meaning.description());
            parameter.setSchema(meaning.schema());
            parameter.setExample(meaning.example());
        }
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter().name("Idempotency-Key").in(In.HEADER).required(false)
                .description("Makes the request repeatable for 24 hours: the same key with the same body gets the first"
                        + " answer again (header Idempotency-Replayed), another body 409. 1 to 200 visible ASCII"
                        + " characters, best a UUID.")
                .schema(text().minLength(1).maxLength(LONGEST_KEY).pattern("^[!-~]+$"))
                .example("7f1c5f0e-6f0e-4b66-9d2b-2f3f0f6a8a11");
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }
}
