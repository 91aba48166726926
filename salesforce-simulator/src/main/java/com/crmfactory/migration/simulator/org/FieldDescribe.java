package com.crmfactory.migration.simulator.org;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** What the query engine needs of one field's describe; {@code index} is its place in the object's {@code fields}. */
public record FieldDescribe(int index, String name, String type, boolean nillable, boolean filterable,
        boolean groupable, boolean sortable, boolean aggregatable, boolean custom, boolean nameField,
        boolean namePointing, String compoundFieldName, String relationshipName, List<String> referenceTo) {

    static FieldDescribe of(int index, JsonNode json) {
        List<String> targets = new ArrayList<>();
        json.path("referenceTo").forEach(target -> targets.add(target.asText()));
        return new FieldDescribe(index, json.path("name").asText(), json.path("type").asText(),
                json.path("nillable").asBoolean(true), json.path("filterable").asBoolean(true),
                json.path("groupable").asBoolean(true), json.path("sortable").asBoolean(true),
                json.path("aggregatable").asBoolean(true), json.path("custom").asBoolean(),
                json.path("nameField").asBoolean(), json.path("namePointing").asBoolean(),
                text(json, "compoundFieldName"),
                text(json, "relationshipName"), List.copyOf(targets));
    }

    private static String text(JsonNode json, String key) {
        JsonNode value = json.path(key);
        return value.isTextual() ? value.asText() : null;
    }

    /** True for address and geolocation fields, whose value is an object made of their parts. */
    public boolean compound() {
        return type.equals("address") || type.equals("location");
    }

    /** True for a reference that may point to several objects, so that only the fields of {@code Name} can be dotted. */
    public boolean polymorphic() {
        return namePointing || referenceTo.size() > 1;
    }
}
