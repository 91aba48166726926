package com.crmfactory.migration.simulator.org;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One object's describe: the JSON that is served, and its fields by name (names are case-insensitive in Salesforce). */
public final class ObjectDescribe {

    private final ObjectNode json;
    private final List<FieldDescribe> fields;
    private final Map<String, FieldDescribe> byName = new HashMap<>();
    private final Map<String, FieldDescribe> byRelationship = new HashMap<>();

    public ObjectDescribe(ObjectNode json) {
        this.json = json;
        List<FieldDescribe> found = new ArrayList<>();
        json.path("fields").forEach(field -> found.add(FieldDescribe.of(found.size(), field)));
        fields = List.copyOf(found);
        for (FieldDescribe field : fields) {
            byName.put(lower(field.name()), field);
            if (field.relationshipName() != null) {
                byRelationship.put(lower(field.relationshipName()), field);
            }
        }
    }

    public ObjectNode json() {
        return json;
    }

    public String name() {
        return json.path("name").asText();
    }

    /** The first three characters of the object's ids, or null where it has none. */
    public String keyPrefix() {
        return json.path("keyPrefix").isTextual() ? json.path("keyPrefix").asText() : null;
    }

    public boolean queryable() {
        return json.path("queryable").asBoolean(true);
    }

    public List<FieldDescribe> fields() {
        return fields;
    }

    /** The field of that name, or null. */
    public FieldDescribe field(String name) {
        return byName.get(lower(name));
    }

    /** The reference field whose relationship has that name, or null. */
    public FieldDescribe relationship(String name) {
        return byRelationship.get(lower(name));
    }

    /** The field that names a record ({@code Name}, {@code CaseNumber}, {@code Subject} …), or null. */
    public FieldDescribe nameField() {
        return fields.stream().filter(FieldDescribe::nameField).findFirst().orElse(null);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
