package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.crmfactory.migration.model.message.ReferenceMapping.Parent;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.mutiny.sqlclient.Pool;

/** All that a tenant has after a migration, read at once: rows, links, parked references, rejects, counts. */
final class FoundInCrm {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OF_RUN = " JOIN import.object_run o ON o.id = r.object_run AND o.attempt = r.attempt"
            + " WHERE o.migration_id = '%2$s'";

    private final Map<String, Map<String, JsonNode>> rows = new HashMap<>();
    private final Map<String, Map<String, JsonNode>> byId = new HashMap<>();
    private final Map<String, JsonNode> links;
    private final Map<String, String> parked;
    private final Map<String, String> lookUps;
    private final List<JsonNode> rejects;
    private final Map<String, JsonNode> counts;

    FoundInCrm(Pool pool, String organization, String migrationId) {
        for (String table : TargetCatalogue.relations()) {
            List<JsonNode> all = read(pool, "SELECT to_jsonb(t) FROM crm." + table + " t WHERE organization_id = '"
                    + organization + "'");
            byId.put(table, by(all, "id"));
            rows.put(table, by(all.stream().filter(row -> row.hasNonNull("sf_id")).toList(), "sf_id"));
        }
        String ofTenant = " t WHERE organization_id = '" + organization + "'";
        links = by(read(pool, "SELECT to_jsonb(t) FROM crm.record_links" + ofTenant), "sf_id");
        parked = read(pool, "SELECT to_jsonb(t) FROM import.unlinked" + ofTenant).stream()
                .collect(Collectors.toMap(row -> place(row.path("target").asText(), row.path("sf_id").asText(),
                        row.path("column_name").asText()), row -> row.path("parent_sf_id").asText()));
        lookUps = read(pool, "SELECT to_jsonb(t) FROM crm.record_references" + ofTenant).stream()
                .collect(Collectors.toMap(row -> row.path("record_id").asText() + row.path("field_key").asText(),
                        row -> row.path("target_id").asText()));
        rejects = read(pool, ("SELECT to_jsonb(r) || jsonb_build_object('object', o.object) FROM import.reject r"
                + OF_RUN).formatted(organization, migrationId));
        counts = by(read(pool,
                ("SELECT jsonb_build_object('of', o.object || '.' || f.key, 'filled', sum((f.value->>0)::int),"
                        + " 'out', sum((f.value->>1)::int), 'lost', sum((f.value->>2)::int)) FROM import.batch r CROSS JOIN"
                        + " jsonb_each(r.reference_counts) f" + OF_RUN + " GROUP BY o.object, f.key")
                        .formatted(organization, migrationId)),
                "of");
    }

    /** Which transaction wrote each row, and each link: one that is written again, even the same, has another. */
    static Set<String> versions(Pool pool, String organization) {
        return Stream.concat(
                TargetCatalogue.relations().stream().map(table -> "crm." + table + " coalesce(sf_id, id::text)"),
                Stream.of("crm.record_links sf_id", "crm.record_references (record_id || ' ' || field_key)",
                        "import.unlinked (sf_id || ' ' || column_name)"))
                .map(table -> table.split(" ", 2)).map(table -> "SELECT to_jsonb('" + table[0] + " ' || " + table[1]
                        + " || ' written by ' || xmin) FROM " + table[0] + " WHERE organization_id = '" + organization
                        + "'")
                .flatMap(sql -> read(pool, sql).stream()).map(JsonNode::asText).collect(Collectors.toSet());
    }

    /** By Salesforce id. */
    Map<String, JsonNode> rows(OrgObject object) {
        return ofObject(rows.get(object.table()), object);
    }

    /** The records that live on in another one, by Salesforce id. */
    Map<String, JsonNode> links(OrgObject object) {
        return ofObject(links, object);
    }

    List<JsonNode> rejects(OrgObject object) {
        return rejects.stream().filter(reject -> reject.path("object").asText().equals(object.object())).toList();
    }

    /** The row that a source record lives on in; null if there is none. */
    JsonNode survivor(String sfId) {
        JsonNode link = links.get(sfId);
        return link == null ? null : byId.get(link.path("entity").asText()).get(link.path("id").asText());
    }

    /** The key of the row that a source record has become; null if it is not there. */
    String became(Parent parent, String sfId) {
        JsonNode row = rows.get(parent.target()).get(sfId);
        JsonNode found = row == null && links.containsKey(sfId)
                && links.get(sfId).path("entity").asText().equals(parent.target()) ? survivor(sfId) : row;
        return found == null ? null : found.path("id").asText();
    }

    /** @return null if nothing waits there */
    String parked(OrgObject object, String sfId, String column) {
        return parked.get(place(object.table(), sfId, column));
    }

    /** Records for which a reference waits. */
    List<String> waiting(OrgObject object) {
        return parked.keySet().stream().map(place -> place.split(" ")).filter(place -> place[0].equals(object.table())
                && place[1].startsWith(object.prefix())).map(place -> place[1]).toList();
    }

    /** @return null if it points to nothing */
    String lookUp(JsonNode row, String key) {
        return lookUps.get(row.path("id").asText() + key);
    }

    /** @param what {@code filled}, {@code out} of scope or {@code lost} with the record, of a reference field */
    long counted(OrgObject object, OrgObject.Reference reference, String what) {
        JsonNode found = counts.get(object.object() + "." + reference.name());
        return found == null ? 0 : found.path(what).asLong();
    }

    private static String place(String table, String sfId, String column) {
        return table + " " + sfId + " " + column;
    }

    private static Map<String, JsonNode> ofObject(Map<String, JsonNode> all, OrgObject object) {
        Map<String, JsonNode> some = new TreeMap<>(all);
        some.keySet().removeIf(sfId -> !sfId.startsWith(object.prefix()));
        return some;
    }

    private static Map<String, JsonNode> by(List<JsonNode> all, String column) {
        return all.stream().collect(Collectors.toMap(row -> row.path(column).asText(), row -> row));
    }

    private static List<JsonNode> read(Pool pool, String sql) {
        List<JsonNode> read = new ArrayList<>();
        pool.query("SELECT q.json::text FROM (" + sql + ") q(json)").execute().await().atMost(Duration.ofSeconds(30))
                .forEach(row -> {
                    try {
                        read.add(JSON.readTree(row.getString(0)));
                    } catch (JsonProcessingException e) {
                        throw new AssertionError(sql, e);
                    }
                });
        return read;
    }
}
