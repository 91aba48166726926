package com.crmfactory.migration.importer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a random org as a folder that the simulator serves. */
final class OrgFiles {
    static final String ORG_ID = "00D5g000009RndAEAS";

    private static final ObjectMapper JSON = new ObjectMapper();

    private OrgFiles() {
    }

    static void write(RandomOrg org, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("describe"));
        Files.createDirectories(folder.resolve("data"));
        JSON.writeValue(folder.resolve("organization.json").toFile(),
                Map.of("Id", ORG_ID, "Name", "Random", "IsSandbox", true));
        for (OrgObject object : OrgObject.values()) {
            JSON.writeValue(folder.resolve("describe").resolve(object + ".json").toFile(), describe(object));
            List<String> columns = new ArrayList<>(List.of("Id"));
            object.fields().forEach(field -> columns.add(field.name()));
            object.references().forEach(reference -> columns.add(reference.name()));
            List<String> lines = new ArrayList<>(List.of(line(columns)));
            for (OrgRecord record : org.of(object)) {
                lines.add(line(columns.stream().map(column -> column.equals("Id")
                        ? record.sfId()
                        : record.cells().getOrDefault(column, "")).toList()));
            }
            Files.write(folder.resolve("data").resolve(object + ".csv"), lines);
        }
    }

    private static ObjectNode describe(OrgObject object) {
        ObjectNode describe = JSON.createObjectNode().put("name", object.object()).put("keyPrefix", object.prefix());
        ArrayNode fields = describe.putArray("fields");
        fields.addObject().put("name", "Id").put("type", "id");
        object.fields().forEach(field -> fields.addObject().put("name", field.name()).put("type", field.cell().type()));
        object.references().forEach(reference -> {
            ArrayNode parents = fields.addObject().put("name", reference.name()).put("type", "reference")
                    .putArray("referenceTo");
            reference.parents().forEach(parent -> parents.add(parent.object()));
        });
        return describe;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> '"' + cell.replace("\"", "\"\"") + '"').collect(Collectors.joining(","));
    }
}
