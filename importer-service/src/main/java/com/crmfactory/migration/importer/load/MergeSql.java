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
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetColumn;

/**
 * The statements of {@link Merges}. Parameters: {@code $1} organization, {@code $2} run of the object, {@code $3} attempt,
 * {@code $4} survivors, {@code $5} one record; null for all of them.
 */
final class MergeSql {
    static final String CERTAIN = " AND ($4::uuid[] IS NULL OR h.survivor_id = ANY ($4))"
            + " AND ($5::text IS NULL OR h.sf_id = $5)";
    private static final String EDITED = Edits.made("t");
    /** A link of an earlier migration: what its record held has been merged before. */
    private static final String MERGED_BEFORE = "EXISTS (SELECT FROM crm.record_links g WHERE g.organization_id = $1"
            + " AND g.sf_id = h.sf_id AND g.migration_id <> (SELECT r.migration_id FROM import.object_run r"
            + " WHERE r.id = $2))";
    /** What a record keeps of its own. */
    private static final Set<String> OWN = Set.of("created_at", "updated_at", LoadPlan.ORIGINAL_OWNER.name(),
            TargetCatalogue.QUEUE);

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
            chosen.add("(array_agg(" + value.sql() + order + ") FILTER (WHERE " + value.counts() + "))[1] AS c" + i);
            String given = "v.c" + i + value.cast();
            merged.add(merged("coalesce(t." + column + ", " + given + ")",
                    "coalesce(" + given + ", t." + column + ")"));
        });
        String fields = plan.table().fieldsColumn();
        columns.add(fields);
        merged.add("CASE WHEN k.custom IS NULL THEN t." + fields + " ELSE " + merged(
                "k.custom || coalesce(t." + fields + ", '{}')", "coalesce(t." + fields + ", '{}') || k.custom")
                + " END");
        String present = columns.stream().map(column -> "t." + column).collect(joining(", "));
        return "WITH h AS (" + taken(parents()) + "), v AS (SELECT survivor_id"
                + chosen.stream().map(column -> ", " + column).collect(joining())
                + " FROM h GROUP BY survivor_id), k AS (SELECT survivor_id, jsonb_object_agg(key, value) AS custom FROM"
                + " (SELECT DISTINCT ON (survivor_id, key) survivor_id, e.key, e.value FROM h,"
                + " jsonb_each(h.custom::jsonb) e" + order.replace("ORDER BY", "ORDER BY survivor_id, key,")
                + ") f GROUP BY survivor_id) UPDATE " + table + " t SET (" + String.join(", ", columns) + ") = ROW("
                + String.join(", ", merged) + ") FROM v LEFT JOIN k USING (survivor_id) WHERE t.organization_id = $1"
                + " AND t.id = v.survivor_id AND ROW(" + present + ") IS DISTINCT FROM ROW("
                + String.join(", ", merged) + ")";
    }

    /**
     * Those that are merged now: what was merged before is not once more given to a row that was edited since.
     *
     * @param slots
     *            whose parents are looked for, in their table and among the records that live on in another
     */
    private String taken(List<Integer> slots) {
        StringBuilder parents = new StringBuilder();
        StringBuilder joins = new StringBuilder();
        for (int i : slots) {
            String target = plan.slots().get(i).parentTarget();
            String sfId = "h.refs[" + (i + 1) + "]";
            parents.append(", coalesce(p%1$d.id, l%1$d.id) AS parent%1$d".formatted(i));
            joins.append(VerdictSql.lookUp("crm." + target, "id", "p" + i, sfId))
                    .append(VerdictSql.linkOf(target, "l" + i, sfId, "p" + i + ".id IS NULL"));
        }
        return "SELECT h.*" + parents + " FROM (SELECT h.*" + Merges.KEPT + CERTAIN + (plan.rules().overwriteEdited()
                ? ""
                : " AND NOT (" + MERGED_BEFORE + " AND EXISTS (SELECT FROM " + table
                        + " t WHERE t.id = h.survivor_id AND " + EDITED + "))")
                + ") h" + joins;
    }

    /** The slots of parents who have a column of their own. */
    private List<Integer> parents() {
        return IntStream.range(0, plan.slots().size()).filter(i -> {
            ReferenceSlot slot = plan.slots().get(i);
            return slot.isParent() && slot.typeColumn() == null && !slot.isLookUp();
        }).boxed().toList();
    }

    /** The slots of parents who are of the same table, where a merge may close a cycle; one for each column. */
    List<Integer> hierarchies() {
        Map<String, Integer> byColumn = new LinkedHashMap<>();
        parents().stream().filter(this::isHierarchy)
                .forEach(slot -> byColumn.putIfAbsent(plan.slots().get(slot).column(), slot));
        return List.copyOf(byColumn.values());
    }

    private boolean isHierarchy(int slot) {
        return plan.slots().get(slot).parentTarget().equals(plan.table().relation());
    }

    Cycles cycles(int slot) {
        return new Cycles(table, plan.slots().get(slot).column());
    }

    /** What the survivors are to get for a slot. */
    String planned(int slot) {
        String column = "t." + plan.slots().get(slot).column();
        return "WITH h AS (" + taken(List.of(slot)) + ") " + cycles(slot).plan(
                merged("coalesce(" + column + ", v.parent)", "coalesce(v.parent, " + column + ")"),
                "SELECT survivor_id, (array_agg(parent" + slot + order() + ") FILTER (WHERE " + isAnother(slot)
                        + "))[1] AS parent FROM h GROUP BY survivor_id");
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

    /** What a survivor may have from another record. */
    Set<String> columns() {
        return values().keySet();
    }

    /** What the survivors point to from now on, look-up by look-up. */
    List<String> lookUps() {
        return IntStream.range(0, plan.slots().size()).filter(i -> plan.slots().get(i).isLookUp())
                .mapToObj(this::lookUp).toList();
    }

    private String lookUp(int position) {
        ReferenceSlot slot = plan.slots().get(position);
        return "WITH h AS (" + taken(List.of(position)) + ") " + LookUpSql.INSERT
                + " SELECT DISTINCT ON (survivor_id) $1, '" + plan.table().relation() + "', survivor_id, '"
                + slot.fieldKey() + "', '" + slot.parentTarget() + "', parent" + position + " FROM h WHERE "
                + isAnother(position) + order().replace("ORDER BY", "ORDER BY survivor_id,") + onConflict();
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

    /** Nobody becomes the parent of itself by a merge. */
    private static String isAnother(int slot) {
        return "parent" + slot + " <> survivor_id";
    }

    /**
     * What a held record has for a column.
     *
     * @param counts
     *            whether it has anything that can be taken
     * @param cast
     *            makes it a value of the column
     */
    private record Value(String sql, String counts, String cast) {
    }

    private Map<String, Value> values() {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < plan.columns().size(); i++) {
            TargetColumn column = plan.columns().get(i);
            if (!OWN.contains(column.name())) {
                String cell = "cells[" + (i + 1) + "]";
                values.put(column.name(), new Value(cell, cell + " IS NOT NULL", "::" + column.type().sql()));
            }
        }
        for (int slot : parents()) {
            values.putIfAbsent(plan.slots().get(slot).column(), new Value("parent" + slot, isAnother(slot)
                    + (isHierarchy(slot) ? " AND " + cycles(slot).isNone() : ""), ""));
        }
        return values;
    }
}
