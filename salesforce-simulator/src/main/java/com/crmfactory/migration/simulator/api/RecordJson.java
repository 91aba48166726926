package com.crmfactory.migration.simulator.api;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.simulator.org.FieldDescribe;
import com.crmfactory.migration.simulator.org.Table;
import com.crmfactory.migration.simulator.soql.Aggregation;
import com.crmfactory.migration.simulator.soql.Column;
import com.crmfactory.migration.simulator.soql.Column.Hop;
import com.crmfactory.migration.simulator.soql.Column.Parent;
import com.fasterxml.jackson.core.JsonGenerator;

/** Records as the REST API prints them: typed values, parents nested, {@code attributes} first. */
final class RecordJson {

    /** A selected parent: its relationship, its own columns and its parents, in the query's order. */
    private static final class Node {

        private final Hop hop;
        private final int depth;
        private final Map<String, Object> members = new LinkedHashMap<>();

        Node(Hop hop, int depth) {
            this.hop = hop;
            this.depth = depth;
        }

        void add(Column column) {
            if (column.hops().size() == depth) {
                members.put(column.name(), column);
                return;
            }
            Hop next = column.hops().get(depth);
            ((Node) members.computeIfAbsent(next.name(), name -> new Node(next, depth + 1))).add(column);
        }
    }

    private final Table table;
    private final String sobjects;
    private final Node root = new Node(null, 0);

    /** @param sobjects path of the API's sobjects resource, for {@code attributes.url} */
    RecordJson(Table table, List<Column> columns, String sobjects) {
        this.table = table;
        this.sobjects = sobjects;
        columns.forEach(root::add);
    }

    void write(JsonGenerator json, long row) throws IOException {
        json.writeStartObject();
        attributes(json, table, row);
        members(json, root, table, row, row);
        json.writeEndObject();
    }

    /** @param row the query's row, which columns are read by; {@code ownRow} the row of {@code own} that is written */
    private void members(JsonGenerator json, Node node, Table own, long ownRow, long row) throws IOException {
        for (Map.Entry<String, Object> member : node.members.entrySet()) {
            json.writeFieldName(member.getKey());
            if (member.getValue() instanceof Column column) {
                if (column.type().equals("address") || column.type().equals("location")) {
                    compound(json, own, ownRow, column);
                } else {
                    value(json, column.type(), column.value().at(row));
                }
            } else {
                parent(json, (Node) member.getValue(), row);
            }
        }
    }

    private void parent(JsonGenerator json, Node node, long row) throws IOException {
        Parent parent = node.hop.target().of(row);
        if (parent == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        if (parent.table() == null) {
            json.writeObjectFieldStart("attributes");
            json.writeStringField("type", node.hop.name());
            json.writeEndObject();
        } else {
            attributes(json, parent.table(), parent.row());
        }
        members(json, node, parent.table(), parent.row(), row);
        json.writeEndObject();
    }

    private void attributes(JsonGenerator json, Table of, long row) throws IOException {
        json.writeObjectFieldStart("attributes");
        json.writeStringField("type", of.describe().name());
        FieldDescribe id = of.describe().field("Id");
        String value = id == null ? null : of.value(row, id.index());
        if (value != null) {
            json.writeStringField("url", sobjects + "/" + of.describe().name() + "/" + value);
        }
        json.writeEndObject();
    }

    /** The value in the JSON type of its field. */
    static void value(JsonGenerator json, String type, String value) throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (type) {
            case "boolean" -> json.writeBoolean(value.equals("true"));
            // Bulk prints an int as 0.0 at times (facts §3), JSON never does.
            case "int", "long" -> json.writeNumber(new BigDecimal(value).toBigInteger());
            case "double", "currency", "percent" -> json.writeNumber(new BigDecimal(value));
            // REST prints the offset without a colon where Bulk prints Z. Source: facts §3.
            case "datetime" ->
                json.writeString(value.endsWith("Z") ? value.substring(0, value.length() - 1) + "+0000" : value);
            case "complexvalue", "anyType" -> {
                if (value.startsWith("{") || value.startsWith("[")) {
                    json.writeRawValue(value);
                } else {
                    json.writeString(value);
                }
            }
            default -> json.writeString(value);
        }
    }

    /** An address or geolocation is an object of its parts, or null when all of them are. */
    private static void compound(JsonGenerator json, Table of, long row, Column column) throws IOException {
        List<FieldDescribe> parts = new ArrayList<>();
        boolean filled = false;
        for (FieldDescribe field : of.describe().fields()) {
            if (column.name().equals(field.compoundFieldName()) && !field.name().equals(column.name())) {
                parts.add(field);
                filled |= of.value(row, field.index()) != null;
            }
        }
        if (!filled) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        for (FieldDescribe part : parts) {
            json.writeFieldName(partName(column.name(), part.name()));
            value(json, part.type(), of.value(row, part.index()));
        }
        json.writeEndObject();
    }

    /** BillingPostalCode of BillingAddress is {@code postalCode}; X__Latitude__s of X__c is {@code latitude}. */
    private static String partName(String compound, String part) {
        String prefix = compound.endsWith("__c")
                ? compound.substring(0, compound.length() - 1)
                : compound.replaceFirst("Address$", "");
        String bare = part.startsWith(prefix) ? part.substring(prefix.length()) : part;
        bare = bare.replaceFirst("__s$", "");
        return Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
    }

    static void group(JsonGenerator json, Aggregation.Group group) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("attributes");
        json.writeStringField("type", "AggregateResult");
        json.writeEndObject();
        for (Aggregation.Value value : group.values()) {
            json.writeFieldName(value.name());
            value(json, value.type(), value.value());
        }
        json.writeEndObject();
    }
}
