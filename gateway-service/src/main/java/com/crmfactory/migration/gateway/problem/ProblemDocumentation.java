package com.crmfactory.migration.gateway.problem;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Writes into the API's documentation that every error is a problem document, and what is in one. */
public class ProblemDocumentation implements OASFilter {
    private static final String SCHEMA = "Problem";
    private static final Map<String, String> EVERYWHERE = Map.of("401", "unauthorized", "403",
            "forbidden, host_not_allowed, origin_not_allowed", "500", "internal_error", "503", "store_unavailable");

    @Override
    public Operation filterOperation(Operation operation) {
        EVERYWHERE.forEach((status, codes) -> {
            if (!operation.getResponses().hasAPIResponse(status)) {
                operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse().description(codes));
            }
        });
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(content());
            }
        });
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI openApi) {
        Schema violation = OASFactory.createSchema().addType(SchemaType.OBJECT)
                .addProperty("field", text("path in the request", "objects[0].fields[3].target"))
                .addProperty("message", text("what would be right", "accounts has no column nowhere"));
        Schema problem = OASFactory.createSchema().addType(SchemaType.OBJECT).description("RFC 9457")
                .addProperty("type", text("where the code is explained", "/docs/errors#status_conflict"))
                .addProperty("title", text("of the status", "Conflict"))
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER).examples(List.of(409)))
                .addProperty("detail", text("what happened",
                        "'run' is not possible while the migration is 'analyzing'."))
                .addProperty("instance", text("the path that was called", "/api/v1/migration/run"))
                .addProperty("code", text("stable; for programs", "status_conflict"))
                .addProperty("error", text("same as detail", null))
                .addProperty("hint", text("what to do; not always there",
                        "It is possible while the migration is 'ready'."))
                .addProperty("violations", OASFactory.createSchema().addType(SchemaType.ARRAY)
                        .description("only on 422, where fields are not valid").items(violation));
        if (openApi.getComponents() == null) {
            openApi.setComponents(OASFactory.createComponents());
        }
        openApi.getComponents().addSchema(SCHEMA, problem);
    }

    private static Content content() {
        return OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref(SCHEMA)));
    }

    private static Schema text(String description, String example) {
        Schema text = OASFactory.createSchema().addType(SchemaType.STRING).description(description);
        return example == null ? text : text.examples(List.of(example));
    }
}
