package com.crmfactory.migration.simulator.org;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads an org folder (launcher.md): {@code organization.json}, {@code describe/}, {@code data/}, and the optional rest. */
public final class OrgFolder {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The keys that describes have had since v57 and older recordings lack. Source: facts §2. */
    private static final List<String> SINCE_57 = List.of("associateEntityType", "associateParentEntity");

    private final Path root;

    private OrgFolder(Path root) {
        this.root = root;
    }

    /** @throws OrgFolderException naming the file and its problem, when the folder is not an org */
    public static Org load(Path root) {
        return new OrgFolder(root).load();
    }

    private Org load() {
        if (!Files.isDirectory(root)) {
            throw new OrgFolderException(root, "no such folder");
        }
        Organization organization = organization(root.resolve("organization.json"));
        List<Table> data = new ArrayList<>();
        for (Path file : files(root.resolve("describe"), ".json")) {
            data.add(table(file));
        }
        if (data.isEmpty()) {
            throw new OrgFolderException(root.resolve("describe"), "holds no <Object>.json");
        }
        rejectDataWithoutDescribe();
        if (data.stream().noneMatch(table -> table.describe().name().equals("Organization"))) {
            data.add(SetupTables.organization(organization));
        }
        Path limits = root.resolve("limits.json");
        Path global = root.resolve("global.json");
        ArrayNode listed = Files.exists(global) ? sobjects(global) : null;
        if (listed != null) {
            data.addAll(SetupTables.undescribed(listed, data));
        }
        return new Org(organization, data, SetupTables.tooling(tooling(), data),
                Files.exists(limits) ? object(limits) : null, listed);
    }

    private static Organization organization(Path file) {
        ObjectNode json = object(file);
        String id = json.path("Id").asText();
        if (!Ids.valid(id) || id.length() != 18) {
            throw new OrgFolderException(file, "Id is not an 18-character id: '" + id + "'");
        }
        return new Organization(id, json.path("Name").asText("Sample org"),
                json.path("OrganizationType").asText("Developer Edition"), json.path("IsSandbox").asBoolean(),
                json.path("InstanceName").asText("CS1"));
    }

    private Table table(Path file) {
        ObjectNode json = object(file);
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        if (!json.path("name").asText().equals(name)) {
            throw new OrgFolderException(file, "describes '" + json.path("name").asText() + "', not '" + name + "'");
        }
        if (json.path("fields").isEmpty()) {
            throw new OrgFolderException(file, "has no fields");
        }
        SINCE_57.stream().filter(key -> !json.has(key)).forEach(json::putNull);
        if (!json.has("sobjectDescribeOption")) {
            json.put("sobjectDescribeOption", "FULL");
        }
        ObjectDescribe describe = new ObjectDescribe(json);
        Path csv = root.resolve("data").resolve(name + ".csv");
        return new RowTable(describe, Files.exists(csv) ? new RecordFile(csv, describe).rows() : List.of());
    }

    private void rejectDataWithoutDescribe() {
        for (Path csv : files(root.resolve("data"), ".csv")) {
            String name = csv.getFileName().toString().replaceFirst("\\.csv$", "");
            if (!Files.exists(root.resolve("describe").resolve(name + ".json"))) {
                throw new OrgFolderException(csv, "has no describe/" + name + ".json");
            }
        }
    }

    private Map<String, List<JsonNode>> tooling() {
        Map<String, List<JsonNode>> rows = new HashMap<>();
        for (Path file : files(root.resolve("tooling"), ".json")) {
            JsonNode json = json(file);
            JsonNode records = json.isArray() ? json : json.path("records");
            if (!records.isArray()) {
                throw new OrgFolderException(file, "is neither an array of rows nor a query result with records");
            }
            List<JsonNode> list = new ArrayList<>();
            records.forEach(list::add);
            rows.put(file.getFileName().toString().replaceFirst("\\.json$", ""), list);
        }
        return rows;
    }

    private static ArrayNode sobjects(Path file) {
        JsonNode json = json(file);
        JsonNode list = json.isArray() ? json : json.path("sobjects");
        if (list instanceof ArrayNode array) {
            return array;
        }
        throw new OrgFolderException(file, "has no sobjects");
    }

    private static List<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.getFileName().toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new OrgFolderException(folder, "cannot be listed: " + e.getMessage());
        }
    }

    private static ObjectNode object(Path file) {
        if (json(file) instanceof ObjectNode object) {
            return object;
        }
        throw new OrgFolderException(file, "is not a JSON object");
    }

    private static JsonNode json(Path file) {
        if (!Files.exists(file)) {
            throw new OrgFolderException(file, "is missing");
        }
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            return json == null ? JsonNodeFactory.instance.missingNode() : json;
        } catch (JsonProcessingException e) {
            throw new OrgFolderException(file, "is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new OrgFolderException(file, "cannot be read: " + e.getMessage());
        }
    }
}
