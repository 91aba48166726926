package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.target.TargetColumn;

/**
 * The statements of {@link Merges}. Parameters: {@code $1} organization, {@code $2} run of the object, {@code $3} attempt,
 * {@code $4} survivors, {@code $5} one record; null for all of them.
 */
final class MergeSql {
    static final String CERTAIN = " AND ($4::uuid[] IS NULL OR h.survivor_id = ANY ($4))"
            + " AND ($5::text IS NULL OR h.sf_id = $5)";
    /** Since it was imported. A row that was made in the CRM has no such time, so of it this cannot be said. */
    private static final String EDITED = "t.updated_at > t.imported_at";
    /** A link of an earlier migration: what its record held has been merged before. */
    private static final String MERGED_BEFORE = "EXISTS (SELECT FROM crm.record_links g WHERE g.organization_id = $1"
            + " AND g.sf_id = h.sf_id AND g.migration_id <> (SELECT r.migration_id FROM import.object_run r"
            + " WHERE r.id = $2))";
    /** What a record keeps of its own. */
    private static final Set<String> OWN = Set.of("created_at", "updated_at", LoadPlan.ORIGINAL_OWNER.name());

    private final LoadPlan plan;
    private final String table;

    MergeSql(LoadPlan plan) {
        this.plan = plan;
        this.table = "crm." + plan.table().relation();
    }

    /** Writes only rows that change. */
    String text() {
        String order = order();
        List<String> columns = new ArrayList<>();
        List<String> chosen = new ArrayList<>();
        List<String> merged = new ArrayList<>();
        values().forEach((column, value) -> {
            int i = columns.size();
            columns.add(column);
            chosen.add("(array_agg(" + value.cell() + order + ") FILTER (WHERE " + value.cell()
                    + " IS NOT NULL))[1] AS c" + i);
            String given = value.resolved("v.c" + i);
            merged.add(merged("coalesce(t." + column + ", " + given + ")",
                    "coalesce(" + given + ", t." + column + ")"));
        });
        String fields = plan.table().fieldsColumn();
        columns.add(fields);
        merged.add("CASE WHEN k.custom IS NULL THEN t." + fields + " ELSE " + merged(
                "k.custom || coalesce(t." + fields + ", '{}')", "coalesce(t." + fields + ", '{}') || k.custom")
                + " END");
        String present = columns.stream().map(column -> "t." + column).collect(joining(", "));
        return "WITH h AS (" + taken() + "), v AS (SELECT survivor_id"
                + chosen.stream().map(column -> ", " + column).collect(joining())
                + " FROM h GROUP BY survivor_id), k AS (SELECT survivor_id, jsonb_object_agg(key, value) AS custom FROM"
                + " (SELECT DISTINCT ON (survivor_id, key) survivor_id, e.key, e.value FROM h,"
                + " jsonb_each(h.custom::jsonb) e" + order.replace("ORDER BY", "ORDER BY survivor_id, key,")
                + ") f GROUP BY survivor_id) UPDATE " + table + " t SET (" + String.join(", ", columns) + ") = ROW("
                + String.join(", ", merged) + ") FROM v LEFT JOIN k USING (survivor_id) WHERE t.organization_id = $1"
                + " AND t.id = v.survivor_id AND ROW(" + present + ") IS DISTINCT FROM ROW("
                + String.join(", ", merged) + ")";
    }

    /** Those that are merged now: what was merged before is not once more given to a row that was edited since. */
    private String taken() {
        return "SELECT h.*" + Merges.KEPT + CERTAIN + (plan.rules().overwriteEdited()
                ? ""
                : " AND NOT (" + MERGED_BEFORE + " AND EXISTS (SELECT FROM " + table
                        + " t WHERE t.id = h.survivor_id AND " + EDITED + "))");
    }

    /** Nothing of a row that was edited in the CRM is overwritten. */
    private String merged(String filled, String overwritten) {
        if (!overwrites()) {
            return filled;
        }
        return plan.rules().overwriteEdited()
                ? overwritten
                : "CASE WHEN " + EDITED + " THEN " + filled + " ELSE " + overwritten + " END";
    }

    /** What the survivors point to from now on, look-up by look-up. */
    List<String> lookUps() {
        return IntStream.range(0, plan.slots().size()).filter(i -> plan.slots().get(i).isLookUp())
                .mapToObj(this::lookUp).toList();
    }

    private String lookUp(int position) {
        ReferenceSlot slot = plan.slots().get(position);
        return "WITH h AS (" + taken() + ") " + LookUpSql.INSERT + " SELECT DISTINCT ON (h.survivor_id) $1, '"
                + plan.table().relation() + "', h.survivor_id, '" + slot.fieldKey() + "', '" + slot.parentTarget()
                + "', p.id FROM h JOIN crm." + slot.parentTarget()
                + " p ON p.organization_id = $1 AND p.sf_id = h.refs[" + (position + 1) + "] AND p.id <> h.survivor_id"
                + order().replace("ORDER BY", "ORDER BY h.survivor_id,").replace("sf_id", "h.sf_id") + onConflict();
    }

    private String onConflict() {
        if (!overwrites()) {
            return " ON CONFLICT DO NOTHING";
        }
        return LookUpSql.ON_CONFLICT + (plan.rules().overwriteEdited()
                ? ""
                : " AND NOT EXISTS (SELECT FROM " + table + " t WHERE t.id = f.record_id AND " + EDITED + ")");
    }

    boolean overwrites() {
        return plan.rules().duplicates() == Deduplication.Action.MERGE_OVERWRITE;
    }

    /** Blanks are filled by the oldest, everything is overwritten by the newest. */
    private String order() {
        return overwrites()
                ? " ORDER BY born DESC NULLS LAST, sf_id DESC"
                : " ORDER BY born NULLS LAST, sf_id";
    }

    /** One source of a column: a cell of the held record, and how it becomes a value. */
    private record Value(String cell, String resolution) {
        String resolved(String chosen) {
            return resolution.formatted(chosen);
        }
    }

    private Map<String, Value> values() {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < plan.columns().size(); i++) {
            TargetColumn column = plan.columns().get(i);
            if (!OWN.contains(column.name())) {
                values.put(column.name(), new Value("cells[" + (i + 1) + "]", "%s::" + column.type().sql()));
            }
        }
        for (int i = 0; i < plan.slots().size(); i++) {
            ReferenceSlot slot = plan.slots().get(i);
            if (slot.isParent() && slot.typeColumn() == null && !slot.isLookUp()) {
                // Nobody becomes the parent of itself by a merge.
                values.putIfAbsent(slot.column(), new Value("refs[" + (i + 1) + "]", "(SELECT p.id FROM crm."
                        + slot.parentTarget() + " p WHERE p.organization_id = $1 AND p.sf_id = %s AND p.id <> t.id)"));
            }
        }
        return values;
    }
}
