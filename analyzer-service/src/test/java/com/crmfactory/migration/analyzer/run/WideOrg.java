package com.crmfactory.migration.analyzer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes an org folder with many custom objects, every other one without a record. */
final class WideOrg {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WideOrg() {
    }

    static void write(Path folder, int objects) throws IOException {
        Files.createDirectories(folder.resolve("describe"));
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("organization.json"), JSON.createObjectNode()
                .put("Id", "00D5g000004XyZaEAK").put("Name", "Wide org").put("OrganizationType", "Enterprise Edition")
                .put("IsSandbox", false).put("InstanceName", "EU1").toString());
        for (int i = 0; i < objects; i++) {
            String name = "Thing_" + i + "__c";
            Files.writeString(folder.resolve("describe").resolve(name + ".json"), describe(name).toString());
            Files.writeString(folder.resolve("data").resolve(name + ".csv"),
                    "\"Id\",\"Name\"\n" + (i % 2 == 0 ? "\"a005g000000001kAAA\",\"One\"\n" : ""));
        }
    }

    private static ObjectNode describe(String name) {
        ObjectNode json = JSON.createObjectNode().put("name", name).put("label", name).put("labelPlural", name)
                .put("keyPrefix", "a00").put("custom", true).put("customSetting", false).put("queryable", true)
                .put("retrieveable", true).put("layoutable", true).put("deprecatedAndHidden", false);
        ArrayNode fields = json.putArray("fields");
        for (List<String> field : List.of(List.of("Id", "id"), List.of("Name", "string"))) {
            fields.addObject().put("name", field.get(0)).put("label", field.get(0)).put("type", field.get(1))
                    .put("length", 80).put("filterable", true).put("groupable", true).put("aggregatable", true)
                    .put("sortable", true).put("nameField", field.get(0).equals("Name")).putArray("referenceTo");
        }
        return json;
    }
}
