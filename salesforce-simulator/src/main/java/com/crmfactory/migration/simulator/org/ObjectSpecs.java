package com.crmfactory.migration.simulator.org;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Describes authored in short form. A file holds objects: a line {@code Name prefix Label|Plural flags}, then one indented
 * line per field ({@link FieldSpec}). Prefix {@code -} is none; flags are {@code setup} (not createable),
 * {@code unqueryable}, {@code setting} and {@code assoc:History:Case}. A field line {@code @custom} stands for those of
 * {@code custom-fields.txt}.
 */
public final class ObjectSpecs {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> MASTER = List.of("Account", "Contact", "Case", "Lead", "Opportunity", "Task",
            "Event", "Campaign", "Product2", "Contract");

    private static final Set<String> MERGEABLE = Set.of("Account", "Contact", "Lead");
    /** Flags that objects with records of the business have, and setup objects do not. */
    private static final List<String> OF_DATA = List.of("compactLayoutable", "createable", "deletable", "feedEnabled",
            "layoutable", "mruEnabled", "replicateable", "searchLayoutable", "searchable", "triggerable", "undeletable",
            "updateable");
    private static final List<String> NEVER = List.of("activateable", "deepCloneable", "deprecatedAndHidden",
            "hasSubtypes",
            "isInterface", "isSubtype");
    private static final List<String> ABSENT = List.of("defaultImplementation", "extendedBy", "extendsInterfaces",
            "implementedBy", "implementsInterfaces", "listviewable", "lookupLayoutable", "networkScopeFieldName");
    private static final List<String> EMPTY = List.of("actionOverrides", "childRelationships", "fields",
            "namedLayoutInfos",
            "supportedScopes");

    private ObjectSpecs() {
    }

    /** The objects of a resource beside {@code simulator}'s own classes, by name, in the file's order. */
    public static Map<String, ObjectDescribe> read(String resource) {
        return describes(lines(resource));
    }

    /** Objects whose lines are made, not read. */
    public static Map<String, ObjectDescribe> of(List<String> lines) {
        return describes(lines);
    }

    private static List<String> lines(String resource) {
        String path = "/com/crmfactory/migration/simulator/" + resource;
        try (InputStream stream = ObjectSpecs.class.getResourceAsStream(path);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, ObjectDescribe> describes(List<String> lines) {
        List<ObjectNode> objects = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(" ")) {
                ArrayNode fields = (ArrayNode) objects.get(objects.size() - 1).get("fields");
                List<String> specified = line.strip().equals("@custom") ? lines("custom-fields.txt") : List.of(line);
                specified.forEach(field -> fields.add(FieldSpec.parse(field).json()));
            } else {
                objects.add(object(line));
            }
        }
        addChildRelationships(objects);
        Map<String, ObjectDescribe> describes = new LinkedHashMap<>();
        objects.forEach(json -> describes.put(json.get("name").asText(), new ObjectDescribe(json)));
        return describes;
    }

    private static ObjectNode object(String line) {
        String[] words = line.split(" ", 3);
        String[] rest = words[2].split(" ; ");
        String[] labels = rest[0].split("\\|");
        Set<String> flags = rest.length > 1 ? Set.of(rest[1].split(" ")) : Set.of();
        boolean data = !flags.contains("setup");
        String name = words[0];
        ObjectNode json = JSON.objectNode().put("name", name).put("label", labels[0]).put("labelPlural",
                labels[labels.length - 1]);
        json.put("keyPrefix", words[1].equals("-") ? null : words[1]).put("custom", name.endsWith("__c"));
        json.put("customSetting", flags.contains("setting")).put("queryable", !flags.contains("unqueryable"));
        json.put("associateEntityType", associate(flags, 1)).put("associateParentEntity", associate(flags, 2));
        json.put("mergeable", MERGEABLE.contains(name)).put("retrieveable", true).put("sobjectDescribeOption", "FULL");
        json.set("recordTypeInfos", MASTER.contains(name) ? recordTypes(name) : JSON.arrayNode());
        json.set("urls", urls(name, data));
        OF_DATA.forEach(key -> json.put(key, data));
        NEVER.forEach(key -> json.put(key, false));
        ABSENT.forEach(json::putNull);
        EMPTY.forEach(json::putArray);
        return FieldSpec.sorted(json);
    }

    /** The parts of a flag {@code assoc:History:Case}: what the object is, and of which other. */
    private static String associate(Set<String> flags, int part) {
        return flags.stream().filter(flag -> flag.startsWith("assoc:")).map(flag -> flag.split(":")[part]).findFirst()
                .orElse(null);
    }

    /** Every object with layouts has the Master pseudo record type. Source: facts §2, recorded. */
    private static ArrayNode recordTypes(String object) {
        ArrayNode types = JSON.arrayNode();
        types.addObject().put("active", true).put("available", true).put("defaultRecordTypeMapping", true)
                .put("developerName", "Master").put("master", true).put("name", "Master")
                .put("recordTypeId", "012000000000000AAA").putObject("urls")
                .put("layout", base(object) + "/describe/layouts/012000000000000AAA");
        return types;
    }

    private static ObjectNode urls(String object, boolean data) {
        ObjectNode urls = JSON.objectNode().put("rowTemplate", base(object) + "/{ID}")
                .put("describe", base(object) + "/describe").put("sobject", base(object));
        return data ? urls.put("layouts", base(object) + "/describe/layouts") : urls;
    }

    private static String base(String object) {
        return "/services/data/v67.0/sobjects/" + object;
    }

    private static void addChildRelationships(List<ObjectNode> objects) {
        Map<String, ObjectNode> byName = new LinkedHashMap<>();
        objects.forEach(json -> byName.put(json.get("name").asText(), json));
        for (ObjectNode child : objects) {
            child.get("fields").forEach(field -> field.get("referenceTo").forEach(target -> {
                ObjectNode parent = byName.get(target.asText());
                if (parent != null) {
                    ObjectNode entry = ((ArrayNode) parent.get("childRelationships")).addObject();
                    entry.put("cascadeDelete", field.get("cascadeDelete").asBoolean());
                    entry.put("childSObject", child.get("name").asText()).put("deprecatedAndHidden", false);
                    entry.put("field", field.get("name").asText()).set("junctionIdListNames", JSON.arrayNode());
                    entry.set("junctionReferenceTo", JSON.arrayNode());
                    entry.putNull("relationshipName").put("restrictedDelete", false);
                }
            }));
        }
    }
}
