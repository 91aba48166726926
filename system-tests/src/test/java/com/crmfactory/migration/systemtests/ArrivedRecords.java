package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** The records of the CRM, held field by field against those of the org that they came from. */
final class ArrivedRecords {
    private static final String CUSTOM = "custom_fields.";
    private static final int MILLIS = "2026-05-01T07:25:37.000".length();

    private final Database database;
    private final SourceOrg org;
    /** Salesforce id by key, over all tables. */
    private final Map<String, String> sfIds = new HashMap<>();
    private final Set<String> present = new HashSet<>();
    /** {@code key of the record/key of the field} to the Salesforce id of the record that it points to. */
    private final Map<String, String> lookUps = new HashMap<>();

    ArrivedRecords(Database database, SourceOrg org) {
        this.database = database;
        this.org = org;
        Snapshot.of(database).tables().forEach(table -> sfIds.putAll(
                database.map("SELECT id::text, sf_id FROM crm." + table + " WHERE sf_id IS NOT NULL")));
        present.addAll(sfIds.values());
        database.map("SELECT record_id || '/' || field_key, target_id::text FROM crm.record_references")
                .forEach((from, to) -> lookUps.put(from, sfIds.get(to)));
    }

    /**
     * Of a custom object everything is compared, of a table of its own the look-ups.
     *
     * @param object
     *            one of the configuration's
     * @return how many look-ups lead to a record
     */
    int assertSame(JsonNode object) {
        String name = object.path("object").asText();
        String target = object.path("target").asText();
        boolean custom = target.startsWith("custom_objects.");
        Map<String, Map<String, Object>> rows = rows(custom, target);
        List<String> fields = new ArrayList<>();
        object.path("fields").forEach(field -> fields.add(field.path("field").asText()));
        Map<String, JsonNode> source = org.records(name, List.copyOf(new LinkedHashSet<>(fields)));
        int linked = 0;
        for (Map.Entry<String, JsonNode> record : source.entrySet()) {
            Map<String, Object> row = rows.remove(record.getKey());
            if (row == null) {
                assertThat(database.texts("SELECT code FROM import.reject WHERE sf_id = ?", record.getKey()))
                        .as(name + " " + record.getKey()).contains("parent_missing");
                continue;
            }
            for (JsonNode field : object.path("fields")) {
                JsonNode value = record.getValue().path(field.path("field").asText());
                String what = name + "." + field.path("field").asText() + " of " + record.getKey();
                if (custom) {
                    assertValue(what, field, value, row);
                }
                linked += assertLookUp(what, field, value, row);
            }
        }
        if (custom) {
            assertThat(rows).as(name).isEmpty();
        }
        return linked;
    }

    private Map<String, Map<String, Object>> rows(boolean custom, String target) {
        Map<String, Map<String, Object>> rows = new HashMap<>();
        String table = custom ? "custom_records" : target;
        String only = custom ? " AND object_key = '" + target.substring("custom_objects.".length()) + "'" : "";
        database.rows("SELECT *, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS') AS created,"
                + " to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS') AS updated FROM crm." + table
                + " WHERE sf_id IS NOT NULL" + only).forEach(row -> rows.put((String) row.get("sf_id"), row));
        return rows;
    }

    private void assertValue(String what, JsonNode field, JsonNode value, Map<String, Object> row) {
        String target = field.path("target").asText();
        switch (target) {
            case "name" -> assertThat(row.get("name")).as(what).isEqualTo(value.asText(null));
            case "created_at" -> assertThat(value.asText()).as(what).startsWith((String) row.get("created"));
            case "updated_at" -> assertThat(value.asText()).as(what).startsWith((String) row.get("updated"));
            case "owner_id" -> assertOwner(what, value.asText(null), row);
            default -> {
                JsonNode kept = Answer.parse(row.get("fields") == null ? "{}" : row.get("fields").toString())
                        .path(target.substring(CUSTOM.length()));
                assertField(what, field.path("transform").asText(), value, kept);
            }
        }
    }

    private void assertOwner(String what, String owner, Map<String, Object> row) {
        assertThat(row.get("sf_owner_id")).as(what).isEqualTo(owner);
        if (owner != null && owner.startsWith("00G")) {
            assertThat((String) row.get("queue")).as(what).isNotBlank().isNotEqualTo(owner);
        } else {
            assertThat(row.get("owner_id") == null ? null : sfIds.get(row.get("owner_id").toString())).as(what)
                    .isEqualTo(present.contains(owner) ? owner : null);
        }
    }

    private static void assertField(String what, String transform, JsonNode source, JsonNode kept) {
        if (source.isNull() || source.isMissingNode()) {
            assertThat(kept.isMissingNode()).as(what).isTrue();
            return;
        }
        switch (transform) {
            case "number" -> assertThat(kept.decimalValue()).as(what).isEqualByComparingTo(source.decimalValue());
            case "boolean" -> assertThat(kept).as(what).isEqualTo(source);
            case "multi_picklist" -> {
                List<String> values = new ArrayList<>();
                kept.forEach(value -> values.add(value.asText()));
                assertThat(String.join(";", values)).as(what).isEqualTo(source.asText());
            }
            default -> assertThat(comparable(kept.asText())).as(what).isEqualTo(comparable(source.asText()));
        }
    }

    /** A time has another zone's form in the Bulk API. */
    private static String comparable(String text) {
        return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(\\+0000|Z)")
                ? text.substring(0, MILLIS)
                : text.replace("\u0000", "");
    }

    private int assertLookUp(String what, JsonNode field, JsonNode value, Map<String, Object> row) {
        String target = field.path("target").asText();
        if (!target.startsWith(CUSTOM) || !field.path("transform").asText().equals("reference")) {
            return 0;
        }
        String kept = lookUps.get(row.get("id") + "/" + target.substring(CUSTOM.length()));
        String expected = value.asText(null);
        assertThat(kept).as(what).isEqualTo(present.contains(expected) ? expected : null);
        return kept == null ? 0 : 1;
    }
}
