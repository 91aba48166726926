package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.model.configuration.Transform.BOOLEAN;
import static com.crmfactory.migration.model.configuration.Transform.NUMBER;
import static com.crmfactory.migration.model.configuration.Transform.OWNER;
import static com.crmfactory.migration.model.configuration.Transform.REFERENCE;
import static com.crmfactory.migration.model.configuration.Transform.TEXT;
import static com.crmfactory.migration.model.configuration.Transform.TIMESTAMP;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.message.ReferenceMapping.Parent;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetTable;
import com.crmfactory.migration.simulator.Simulator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An org of which everything is imported: each object without a table as a custom object, each reference of each object
 * as a look-up. Objects come in the order of their names, whatever they point to.
 */
final class DescribedOrg {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WITHOUT_TABLE = Set.of("Campaign", "CampaignMember", "CampaignMemberStatus",
            "OpportunityContactRole", "Pricebook2");
    private static final Set<String> NO_VALUES = Set.of("id", "base64", "address", "location");
    private static final String API = "/services/data/v67.0";
    private static final String USER_PREFIX = "005";

    private final Simulator simulator;
    private final Source source;
    private final Map<String, JsonNode> describes = new TreeMap<>();
    private final Map<String, Long> records = new TreeMap<>();

    DescribedOrg(Simulator simulator, Source source) {
        this.simulator = simulator;
        this.source = source;
        get("/__expected").path("objects").properties().forEach(object -> {
            long count = object.getValue().path("records").asLong();
            if (count > 0 && isImported(object.getKey())) {
                JsonNode describe = get(API + "/sobjects/" + object.getKey() + "/describe");
                if (!describe.path("customSetting").asBoolean()) {
                    describes.put(object.getKey(), describe);
                    records.put(object.getKey(), count);
                }
            }
        });
    }

    private static boolean isImported(String object) {
        return object.endsWith("__c") || WITHOUT_TABLE.contains(object)
                || TargetCatalogue.defaultObjects().contains(object);
    }

    List<ImportObject> commands(String migrationId, String organizationId) {
        return describes.keySet().stream().map(object -> command(migrationId, organizationId, object)).toList();
    }

    private ImportObject command(String migrationId, String organizationId, String object) {
        List<FieldMapping> fields = new ArrayList<>();
        List<ReferenceMapping> references = new ArrayList<>();
        for (JsonNode field : describes.get(object).path("fields")) {
            if (!NO_VALUES.contains(field.path("type").asText()) && !field.path("calculated").asBoolean()) {
                fields.add(mapping(object, field));
                List<Parent> parents = parents(field);
                if (!parents.isEmpty() && isReference(fields.get(fields.size() - 1))) {
                    references.add(new ReferenceMapping(field.path("name").asText(),
                            fields.get(fields.size() - 1).target(), parents, false, false));
                }
            }
        }
        return new ImportObject(migrationId, organizationId, 1, object, 1, describes.get(object).path("keyPrefix")
                .asText(), records.get(object), source,
                new ObjectConfiguration(object, true, table(object).name(), null, fields, null), references, List.of(),
                Map.of(), RelationshipOptions.DEFAULT, OwnerOptions.DEFAULT, RunOptions.DEFAULT, null, null,
                describes.get(object).path("label").asText());
    }

    private static boolean isReference(FieldMapping mapping) {
        return mapping.transform() == REFERENCE || mapping.transform() == OWNER;
    }

    private FieldMapping mapping(String object, JsonNode field) {
        String name = field.path("name").asText();
        TargetTable table = table(object);
        if (name.equals("OwnerId") && table.reference("owner_id").isPresent()) {
            return new FieldMapping(name, "owner_id", OWNER, null, null, null);
        }
        if (name.equals("CreatedDate") || name.equals("LastModifiedDate")) {
            return new FieldMapping(name, name.equals("CreatedDate") ? "created_at" : "updated_at", TIMESTAMP, null,
                    null, null);
        }
        return table.isCustomObject() && field.path("nameField").asBoolean()
                ? new FieldMapping(name, "name", TEXT, null, null, null)
                : new FieldMapping(name, "custom_fields." + key(name), transform(field), null, null, null);
    }

    static String key(String field) {
        return ("f_" + field).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private Transform transform(JsonNode field) {
        return switch (field.path("type").asText()) {
            case "double", "int", "long", "currency", "percent" -> NUMBER;
            case "boolean" -> BOOLEAN;
            case "reference" -> parents(field).isEmpty() ? TEXT : REFERENCE;
            default -> TEXT;
        };
    }

    private List<Parent> parents(JsonNode field) {
        List<Parent> parents = new ArrayList<>();
        for (JsonNode parent : field.path("referenceTo")) {
            if (describes.containsKey(parent.asText())) {
                parents.add(new Parent(parent.asText(), describes.get(parent.asText()).path("keyPrefix").asText(),
                        table(parent.asText()).relation()));
            }
        }
        return parents;
    }

    private static TargetTable table(String object) {
        return TargetCatalogue.forObject(object)
                .orElseGet(() -> TargetCatalogue.customObject(key(object)));
    }

    /** The values of the mapped fields, by id and field. */
    Map<String, JsonNode> records(ImportObject command) {
        List<String> names = command.configuration().fields().stream().map(FieldMapping::field).toList();
        boolean archived = Set.of("Task", "Event").contains(command.object());
        String soql = "SELECT Id, " + String.join(", ", names) + " FROM " + command.object()
                + (archived ? " WHERE IsDeleted = false" : "");
        Map<String, JsonNode> found = new LinkedHashMap<>();
        JsonNode page = get(API + (archived ? "/queryAll?q=" : "/query?q=")
                + URLEncoder.encode(soql, StandardCharsets.UTF_8));
        page.path("records").forEach(one -> found.put(one.path("Id").asText(), one));
        while (page.hasNonNull("nextRecordsUrl")) {
            page = get(page.path("nextRecordsUrl").asText());
            page.path("records").forEach(one -> found.put(one.path("Id").asText(), one));
        }
        return found;
    }

    static boolean isUser(String id) {
        return id != null && id.startsWith(USER_PREFIX);
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> answer = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(
                    HttpRequest.newBuilder(URI.create(simulator.url() + path))
                            .header("Authorization", "Bearer " + simulator.accessToken()).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }
}
