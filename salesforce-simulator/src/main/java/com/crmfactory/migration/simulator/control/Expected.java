package com.crmfactory.migration.simulator.control;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.crmfactory.migration.simulator.org.FieldDescribe;
import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.org.Table;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a complete migration of the org must find, counted from the rows themselves and not through the query engine: the
 * oracle of the system tests.
 */
final class Expected {

    /** One reference field over the rows looked at. */
    private static final class Links {

        private long filled;
        private final Map<String, Long> linked = new TreeMap<>();

        ObjectNode json() {
            long found = linked.values().stream().mapToLong(Long::longValue).sum();
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("filled", filled).put("linked", found)
                    .put("orphans", filled - found);
            ObjectNode targets = json.putObject("targets");
            linked.forEach(targets::put);
            return json;
        }
    }

    /** The rows of one object, and where its reference fields lead. */
    private final class Count {

        private final Table table;
        private final boolean archivedToo;
        private final Map<FieldDescribe, Links> links = new java.util.LinkedHashMap<>();
        private long records;
        private long deleted;

        Count(Table table, boolean archivedToo) {
            this.table = table;
            this.archivedToo = archivedToo;
            table.describe().fields().stream().filter(field -> field.type().equals("reference"))
                    .forEach(field -> links.put(field, new Links()));
            for (long row = 0; row < table.size(); row++) {
                add(row);
            }
        }

        private void add(long row) {
            if (deleted(table, row)) {
                deleted++;
            } else if (archivedToo || !archived(table, row)) {
                records++;
                links.forEach((field, found) -> follow(field, found, table.value(row, field.index())));
            }
        }

        private void follow(FieldDescribe field, Links found, String id) {
            if (id != null) {
                found.filled++;
                List<Table> targets = field.referenceTo().stream().map(org::table).filter(Objects::nonNull).toList();
                targets.stream().filter(target -> exists(target, id)).findFirst()
                        .ifPresent(target -> found.linked.merge(target.describe().name(), 1L, Long::sum));
            }
        }

        ObjectNode references() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            links.forEach((field, found) -> {
                if (found.filled > 0) {
                    json.set(field.name(), found.json());
                }
            });
            return json;
        }
    }

    private final Org org;
    private ObjectNode counted;

    Expected(Org org) {
        this.org = org;
    }

    synchronized ObjectNode json() {
        if (counted == null) {
            counted = JsonNodeFactory.instance.objectNode();
            ObjectNode objects = counted.putObject("objects");
            org.tables().stream().filter(table -> table.size() > 0)
                    .forEach(table -> objects.set(table.describe().name(), object(table)));
        }
        return counted;
    }

    private ObjectNode object(Table table) {
        Count visible = new Count(table, false);
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("records", visible.records);
        if (table.describe().field("IsArchived") == null) {
            json.put("withArchived", visible.records).put("deleted", visible.deleted);
            return json.set("references", visible.references());
        }
        Count all = new Count(table, true);
        json.put("withArchived", all.records).put("deleted", all.deleted).set("references", visible.references());
        return json.set("referencesWithArchived", all.references());
    }

    private static boolean exists(Table target, String id) {
        String prefix = target.describe().keyPrefix();
        if (prefix != null && !id.startsWith(prefix)) {
            return false;
        }
        long row = target.find(id);
        return row >= 0 && !deleted(target, row);
    }

    private static boolean deleted(Table table, long row) {
        return is(table, "IsDeleted", row);
    }

    private static boolean archived(Table table, long row) {
        return List.of("Task", "Event").contains(table.describe().name()) && is(table, "IsArchived", row);
    }

    private static boolean is(Table table, String field, long row) {
        FieldDescribe flag = table.describe().field(field);
        return flag != null && "true".equals(table.value(row, flag.index()));
    }
}
