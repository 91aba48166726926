package com.crmfactory.migration.gateway.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.Response.Status;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import com.crmfactory.migration.gateway.problem.Problem;

/**
 * Every error is a problem document, and each operation lists the codes of each status. Its own annotations name them
 * as {@code code, code: explanation}; those that any operation of its kind has are added here.
 */
final class DocumentedProblems {
    static final String SCHEMA = "Problem";
    /** How an operation says that it passes on whatever code of {@code docs/errors.md} Salesforce's refusal has. */
    private static final String SALESFORCE = "oauth_…, sf_…";

    private static final Pattern CODE = Pattern.compile("[a-z]+(?:_[a-z]+)+|unauthorized|forbidden");
    private static final Map<String, Set<String>> EVERYWHERE = Map.of("400", Set.of("malformed_request"),
            "401", Set.of("unauthorized"), "403", Set.of("forbidden", "host_not_allowed", "origin_not_allowed"),
            "406", Set.of("not_acceptable"), "414", Set.of("address_too_long"), "429", Set.of("rate_limited"),
            "431", Set.of("headers_too_large"), "500", Set.of("internal_error"),
            "503", Set.of("store_unavailable"));
    private static final Map<String, Set<String>> WITH_BODY = Map.of("413", Set.of("body_too_large"),
            "415", Set.of("unsupported_media_type"));
    private static final Map<String, Set<String>> POST = Map.of("409",
            Set.of("idempotency_key_reused", "idempotency_in_progress", "idempotency_answer_lost"));
    private static final Map<String, Set<String>> OF_A_MIGRATION = Map.of("404", Set.of("migration_not_found"));

    private DocumentedProblems() {
    }

    static void describe(String path, HttpMethod method, Operation operation) {
        List<Map<String, Set<String>>> rules = new ArrayList<>(List.of(EVERYWHERE));
        if (method == HttpMethod.POST || method == HttpMethod.PUT) {
            rules.add(WITH_BODY);
        }
        if (method == HttpMethod.POST) {
            rules.add(POST);
        }
        if (path.startsWith("/api/v1/migration/{id}")) {
            rules.add(OF_A_MIGRATION);
        }
        Map<String, Set<String>> codes = new TreeMap<>();
        rules.forEach(rule -> rule.forEach((status, some) -> codes.computeIfAbsent(status, key -> new TreeSet<>())
                .addAll(some)));
        operation.getResponses().getAPIResponses().keySet().stream().filter(DocumentedProblems::isError)
                .forEach(status -> codes.computeIfAbsent(status, key -> new TreeSet<>()));
        codes.forEach((status, general) -> document(operation, status, general, path));
    }

    private static void document(Operation operation, String status, Set<String> general, String path) {
        APIResponse own = operation.getResponses().getAPIResponse(status);
        String told = own == null || own.getDescription() == null ? "" : own.getDescription();
        Set<String> codes = new TreeSet<>(general);
        Matcher named = CODE.matcher(told.split(":", 2)[0]);
        while (named.find()) {
            codes.add(named.group());
        }
        String explanation = told.contains(":") ? ": " + told.split(":", 2)[1].strip() : "";
        boolean salesforce = told.contains(SALESFORCE);
        operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse()
                .description(String.join(", ", codes) + (salesforce ? ", or what Salesforce says: " + SALESFORCE : "")
                        + explanation)
                .content(content(Integer.parseInt(status), codes, salesforce, path)));
    }

    private static Content content(int status, Set<String> codes, boolean salesforce, String path) {
        Schema code = OASFactory.createSchema().addType(SchemaType.STRING)
                .addAnyOf(OASFactory.createSchema().enumeration(new ArrayList<>(codes)));
        if (salesforce) {
            code.addAnyOf(OASFactory.createSchema().pattern("^(oauth|sf)_[a-z_]+$"));
        }
        Schema narrowed = OASFactory.createSchema().addAllOf(OASFactory.createSchema().ref(SCHEMA))
                .addAllOf(OASFactory.createSchema().addProperty("code", code));
        return OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType()
                .schema(narrowed).example(example(status, codes.iterator().next(), path)));
    }

    private static Map<String, Object> example(int status, String code, String path) {
        Status known = Status.fromStatusCode(status);
        String title = known == null ? "Unprocessable Content" : known.getReasonPhrase();
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", "/docs/errors#" + code);
        example.put("title", title);
        example.put("status", status);
        example.put("detail", "One sentence about what happened.");
        example.put("instance", path);
        example.put("code", code);
        example.put("error", "One sentence about what happened.");
        return example;
    }

    static Schema schema() {
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
        List.of("type", "title", "status", "detail", "instance", "code", "error").forEach(problem::addRequired);
        return problem;
    }

    private static boolean isError(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static Schema text(String description, String example) {
        Schema text = OASFactory.createSchema().addType(SchemaType.STRING).description(description);
        return example == null ? text : text.examples(List.of(example));
    }
}
