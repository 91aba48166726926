package com.crmfactory.migration.simulator.org;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The objects that no org lacks: the data API's Organization, and the Tooling API's inventory of automations. */
public final class SetupTables {

    private SetupTables() {
    }

    /** The one row of Organization. */
    public static Table organization(Organization organization) {
        ObjectDescribe describe = ObjectSpecs.read("setup-objects.txt").get("Organization");
        String[] row = new String[describe.fields().size()];
        row[describe.field("Id").index()] = organization.id();
        row[describe.field("Name").index()] = organization.name();
        row[describe.field("OrganizationType").index()] = organization.organizationType();
        row[describe.field("InstanceName").index()] = organization.instanceName();
        row[describe.field("IsSandbox").index()] = String.valueOf(organization.isSandbox());
        row[describe.field("IsReadOnly").index()] = "false";
        row[describe.field("DefaultLocaleSidKey").index()] = "en_US";
        row[describe.field("LanguageLocaleKey").index()] = "en_US";
        row[describe.field("TimeZoneSidKey").index()] = "Etc/UTC";
        for (String stamp : List.of("CreatedDate", "LastModifiedDate", "SystemModstamp")) {
            row[describe.field(stamp).index()] = "2018-01-01T00:00:00.000Z";
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(row);
        return new RowTable(describe, rows);
    }

    /**
     * Every Tooling object.
     *
     * @param given rows by object name, each an object of field values; an object not named has no rows, except that
     *            EntityDefinition then lists the org's objects
     */
    public static List<Table> tooling(Map<String, List<JsonNode>> given, List<? extends Table> data) {
        List<Table> tables = new ArrayList<>();
        ObjectSpecs.read("tooling-objects.txt").forEach((name, describe) -> {
            List<JsonNode> rows = given.get(name);
            if (rows == null && name.equals("EntityDefinition")) {
                tables.add(new RowTable(describe, entityDefinitions(describe, data)));
            } else {
                tables.add(rows(describe, rows == null ? List.of() : rows));
            }
        });
        return tables;
    }

    /** Empty objects with an Id alone for what describeGlobal lists and no describe tells more of. */
    static List<Table> undescribed(ArrayNode global, List<? extends Table> described) {
        Set<String> known = described.stream().map(table -> table.describe().name()).collect(Collectors.toSet());
        ObjectNode pattern = ObjectSpecs.read("setup-objects.txt").get("Organization").json();
        List<Table> tables = new ArrayList<>();
        for (JsonNode entry : global) {
            if (!known.contains(entry.path("name").asText())) {
                ObjectNode describe = pattern.deepCopy();
                entry.properties().forEach(member -> describe.set(member.getKey(), member.getValue()));
                describe.putArray("fields").add(pattern.path("fields").get(0));
                tables.add(new RowTable(new ObjectDescribe(describe), List.of()));
            }
        }
        return tables;
    }

    private static List<String[]> entityDefinitions(ObjectDescribe describe, List<? extends Table> data) {
        List<String[]> rows = new ArrayList<>();
        for (Table table : data) {
            JsonNode object = table.describe().json();
            String name = table.describe().name();
            String[] row = new String[describe.fields().size()];
            for (String field : List.of("Id", "DurableId", "QualifiedApiName")) {
                row[describe.field(field).index()] = name;
            }
            row[describe.field("DeveloperName").index()] = name.replaceFirst("__c$", "");
            row[describe.field("Label").index()] = object.path("label").asText();
            row[describe.field("PluralLabel").index()] = object.path("labelPlural").asText();
            row[describe.field("KeyPrefix").index()] = table.describe().keyPrefix();
            row[describe.field("IsCustomSetting").index()] = object.path("customSetting").asText("false");
            row[describe.field("IsCustomizable").index()] = object.path("layoutable").asText("false");
            row[describe.field("IsQueryable").index()] = object.path("queryable").asText("true");
            rows.add(row);
        }
        return rows;
    }

    /** Rows given as JSON; a nested object ({@code EntityDefinition: {QualifiedApiName}}) becomes values of dotted paths. */
    static RowTable rows(ObjectDescribe describe, List<JsonNode> given) {
        int fields = describe.fields().size();
        Map<String, Integer> embedded = new HashMap<>();
        given.forEach(row -> row.properties().forEach(parent -> {
            if (describe.relationship(parent.getKey()) != null && parent.getValue().isObject()) {
                parent.getValue().fieldNames().forEachRemaining(leaf -> embedded
                        .computeIfAbsent((parent.getKey() + "." + leaf).toLowerCase(Locale.ROOT),
                                key -> fields + embedded.size()));
            }
        }));
        List<String[]> rows = new ArrayList<>();
        for (JsonNode json : given) {
            String[] row = new String[fields + embedded.size()];
            describe.fields().forEach(field -> row[field.index()] = text(json.path(field.name())));
            json.properties().forEach(parent -> parent.getValue().properties().forEach(leaf -> {
                Integer column = embedded.get((parent.getKey() + "." + leaf.getKey()).toLowerCase(Locale.ROOT));
                if (column != null) {
                    row[column] = text(leaf.getValue());
                }
            }));
            rows.add(row);
        }
        return new RowTable(describe, rows, embedded);
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
