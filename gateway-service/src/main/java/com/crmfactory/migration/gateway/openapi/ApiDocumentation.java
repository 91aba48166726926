package com.crmfactory.migration.gateway.openapi;

import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Completes the OpenAPI document. A new operation gets all of this by being there; {@code OpenApiIT} names what it
 * still has to say about itself.
 */
public class ApiDocumentation implements OASFilter {
    private static final String API = "/api/";

    @Override
    public void filterOpenAPI(OpenAPI openApi) {
        if (openApi.getComponents() == null) {
            openApi.setComponents(OASFactory.createComponents());
        }
        DocumentedSchemas schemas = new DocumentedSchemas();
        new TreeMap<>(openApi.getPaths().getPathItems()).forEach((path, item) -> {
            if (path.startsWith(API)) {
                item.getOperations().forEach((method, operation) -> {
                    DocumentedParameters.describe(method, operation);
                    DocumentedProblems.describe(path, method, operation);
                    schemas.addExamples(operation);
                });
            }
        });
        openApi.getComponents().addSchema(DocumentedProblems.SCHEMA, DocumentedProblems.schema());
        schemas.complete(openApi.getComponents());
    }
}
