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
    /** What a record keeps of its own. */
    private static final Set<String> OWN = Set.of("created_at", "updated_at", LoadPlan.ORIGINAL_OWNER.name());

    private final LoadPlan plan;

    MergeSql(LoadPlan plan) {
        this.plan = plan;
    }

    /** Writes only rows that change. */
    String text() {
        boolean overwrites = overwrites();
        String order = order();
        List<String> columns = new ArrayList<>();
        List<String> chosen = new ArrayList<>();
        List<String> merged = new ArrayList<>();
        values().forEach((column, value) -> {
            int i = columns.size();
            columns.add(column);
            chosen.add("(array_agg(" + value.cell() + order + ") FILTER (WHERE " + value.cell()
                    + " IS NOT NULL))[1] AS c" + i);
            merged.add(overwrites
                    ? "coalesce(" + value.resolved("v.c" + i) + ", t." + column + ")"
                    : "coalesce(t." + column + ", " + value.resolved("v.c" + i) + ")");
        });
        String fields = plan.table().fieldsColumn();
        columns.add(fields);
        merged.add((overwrites
                ? "CASE WHEN k.custom IS NULL THEN t.%1$s ELSE coalesce(t.%1$s, '{}') || k.custom END"
                : "CASE WHEN k.custom IS NULL THEN t.%1$s ELSE k.custom || coalesce(t.%1$s, '{}') END")
                .formatted(fields));
        String table = "crm." + plan.table().relation();
        String present = columns.stream().map(column -> "t." + column).collect(joining(", "));
        return "WITH h AS (SELECT *" + Merges.KEPT + CERTAIN + "), v AS (SELECT survivor_id"
                + chosen.stream().map(column -> ", " + column).collect(joining())
                + " FROM h GROUP BY survivor_id), k AS (SELECT survivor_id, jsonb_object_agg(key, value) AS custom FROM"
                + " (SELECT DISTINCT ON (survivor_id, key) survivor_id, e.key, e.value FROM h,"
                + " jsonb_each(h.custom::jsonb) e" + order.replace("ORDER BY", "ORDER BY survivor_id, key,")
                + ") f GROUP BY survivor_id) UPDATE " + table + " t SET (" + String.join(", ", columns) + ") = ROW("
                + String.join(", ", merged) + ") FROM v LEFT JOIN k USING (survivor_id) WHERE t.organization_id = $1"
                + " AND t.id = v.survivor_id AND ROW(" + present + ") IS DISTINCT FROM ROW("
                + String.join(", ", merged) + ")";
    }

    /** What the survivors point to from now on, look-up by look-up. */
    List<String> lookUps() {
        return IntStream.range(0, plan.slots().size()).filter(i -> plan.slots().get(i).isLookUp())
                .mapToObj(this::lookUp).toList();
    }

    private String lookUp(int position) {
        ReferenceSlot slot = plan.slots().get(position);
        return LookUpSql.INSERT + " SELECT DISTINCT ON (h.survivor_id) $1, '" + plan.table().relation()
                + "', h.survivor_id, '" + slot.fieldKey() + "', '" + slot.parentTarget() + "', p.id FROM import.held h"
                + " JOIN crm." + slot.parentTarget() + " p ON p.organization_id = $1 AND p.sf_id = h.refs["
                + (position + 1) + "] AND p.id <> h.survivor_id WHERE h.object_run = $2 AND h.attempt = $3" + CERTAIN
                + order().replace("ORDER BY", "ORDER BY h.survivor_id,").replace("sf_id", "h.sf_id")
                + (overwrites() ? LookUpSql.ON_CONFLICT : " ON CONFLICT DO NOTHING");
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
