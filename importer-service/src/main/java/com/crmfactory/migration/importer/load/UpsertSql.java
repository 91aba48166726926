package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.model.target.TargetColumn;

/**
 * The one statement that loads a batch: it finds the parents, tells for each record what becomes of it, writes what is
 * new or changed, parks the references whose parent is not there, and counts. All values come as text arrays and are
 * cast by PostgreSQL, which measured faster than typed arrays, JSON record sets or row by row.
 *
 * <p>
 * Parameters: {@code $1} organization, {@code $2} migration, {@code $3} source org, {@code $4} whether rows of another
 * source org may be replaced, then arrays: {@code $5} ids, {@code $6} new row ids, {@code $7} hashes, {@code $8} custom
 * fields, one per value column and one per slot.
 *
 * <p>
 * A record counts as imported if this migration wrote it first, in whichever attempt, so that loading a batch again
 * counts the same.
 */
final class UpsertSql {
    private static final int FIRST_VALUE = 9;

    private final LoadPlan plan;
    private final String table;

    UpsertSql(LoadPlan plan) {
        this.plan = plan;
        this.table = "crm." + plan.table().name();
    }

    String text() {
        List<String> parts = new ArrayList<>();
        parts.add("s AS (" + source() + ")");
        parts.add("x AS (" + judged() + ")");
        parts.add("written AS (" + written() + ")");
        if (!plan.slots().isEmpty()) {
            parts.add("parked AS (" + parked() + ")");
            parts.add("freed AS (" + freed() + ")");
        }
        return "WITH " + String.join(", ", parts) + " " + counts();
    }

    private String source() {
        StringBuilder arrays = new StringBuilder("$5::text[], $6::uuid[], $7::bigint[], $8::text[]");
        StringBuilder names = new StringBuilder("sf_id, new_id, hash, custom");
        int parameter = FIRST_VALUE;
        for (int i = 0; i < plan.columns().size(); i++) {
            arrays.append(", $").append(parameter++).append("::text[]");
            names.append(", c").append(i);
        }
        for (int i = 0; i < plan.slots().size(); i++) {
            arrays.append(", $").append(parameter++).append("::text[]");
            names.append(", r").append(i);
        }
        return "SELECT * FROM unnest(" + arrays + ") AS s(" + names + ")";
    }

    private String judged() {
        StringBuilder parents = new StringBuilder();
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < plan.slots().size(); i++) {
            parents.append(", p").append(i).append(".id AS p").append(i);
            joins.append(lookUp("crm." + plan.slots().get(i).parentTarget(), "id", "p" + i, "s.r" + i));
        }
        String missing = IntStream.range(0, plan.slots().size())
                .filter(i -> plan.slots().get(i).required() && !plan.slots().get(i).deferred())
                .mapToObj(i -> "p" + i + ".id IS NULL").collect(joining(" OR "));
        return "SELECT s.*" + parents + ", t.id IS NULL OR t.import_hash IS DISTINCT FROM s.hash AS changed, CASE"
                + (missing.isEmpty() ? "" : " WHEN " + missing + " THEN 'parent_missing'")
                + " WHEN t.id IS NULL THEN 'imported'"
                + " WHEN t.sf_org_id IS DISTINCT FROM $3 AND NOT $4 THEN 'other_org'"
                + " WHEN t.migration_id = $2 THEN 'imported'"
                + " WHEN t.import_hash = s.hash AND t.changed_migration_id IS DISTINCT FROM $2 THEN 'unchanged'"
                + " ELSE 'updated' END AS verdict FROM s"
                + lookUp(table, "id, import_hash, migration_id, changed_migration_id, sf_org_id", "t", "s.sf_id")
                + joins;
    }

    /**
     * One index look-up per row. A plain join would be planned from statistics that a table being filled has outgrown,
     * and read the whole table for each batch; the limit keeps PostgreSQL from turning this into one.
     */
    private static String lookUp(String table, String columns, String alias, String sfId) {
        return " LEFT JOIN LATERAL (SELECT " + columns + " FROM " + table + " WHERE organization_id = $1 AND sf_id = "
                + sfId + " LIMIT 1) " + alias + " ON true";
    }

    private String written() {
        Map<String, List<ReferenceSlot>> byColumn = plan.slotsByColumn();
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < plan.columns().size(); i++) {
            TargetColumn column = plan.columns().get(i);
            String cast = "c" + i + "::" + column.type().sql();
            names.add(column.name());
            // The two dates that every row has, even where Salesforce hides them.
            values.add(column.name().equals("created_at") || column.name().equals("updated_at")
                    ? "coalesce(" + cast + ", now())"
                    : cast);
        }
        byColumn.forEach((column, slots) -> {
            names.add(column);
            values.add("coalesce(" + slots.stream().map(this::parent).collect(joining(", ")) + ")");
            if (slots.get(0).typeColumn() != null) {
                names.add(slots.get(0).typeColumn());
                values.add("CASE" + slots.stream().map(slot -> " WHEN " + parent(slot) + " IS NOT NULL THEN '"
                        + slot.parentTarget() + "'").collect(joining()) + " END");
            }
        });
        String sets = names.stream().map(name -> name + " = EXCLUDED." + name).collect(joining(", "));
        return "INSERT INTO " + table + " AS t (id, organization_id, sf_id, sf_org_id, migration_id, imported_at,"
                + " import_hash, custom_fields" + names.stream().map(name -> ", " + name).collect(joining())
                + ") SELECT new_id, $1, sf_id, $3, $2, now(), hash, custom::jsonb"
                + values.stream().map(value -> ", " + value).collect(joining())
                // Sorted, so that two loaders never lock the same rows in different orders.
                + " FROM x WHERE changed AND verdict IN ('imported', 'updated') ORDER BY sf_id"
                + " ON CONFLICT (organization_id, sf_id) DO UPDATE SET sf_org_id = EXCLUDED.sf_org_id,"
                + " imported_at = EXCLUDED.imported_at, import_hash = EXCLUDED.import_hash,"
                + " custom_fields = EXCLUDED.custom_fields, changed_migration_id = CASE WHEN t.migration_id ="
                + " EXCLUDED.migration_id THEN t.changed_migration_id ELSE EXCLUDED.migration_id END"
                + (sets.isEmpty() ? "" : ", " + sets);
    }

    private String parent(ReferenceSlot slot) {
        return "p" + plan.slots().indexOf(slot);
    }

    private String parked() {
        return "INSERT INTO import.unlinked AS u (organization_id, target, column_name, sf_id, parent_target,"
                + " parent_sf_id) SELECT $1, '" + plan.table().name() + "', v.col, x.sf_id, v.parent, v.ref FROM x,"
                + " LATERAL (VALUES " + references() + ") v(col, parent, ref, found)"
                + " WHERE v.ref IS NOT NULL AND NOT v.found AND x.verdict IN ('imported', 'updated', 'unchanged')"
                + " ON CONFLICT (organization_id, target, column_name, sf_id) DO UPDATE SET"
                + " parent_target = EXCLUDED.parent_target, parent_sf_id = EXCLUDED.parent_sf_id"
                + " WHERE u.parent_sf_id <> EXCLUDED.parent_sf_id";
    }

    /**
     * A changed record may have lost the parent that it was parked for. The array makes it one index look-up per changed
     * record, and none at all on a first load.
     */
    private String freed() {
        return "DELETE FROM import.unlinked u WHERE u.organization_id = $1 AND u.target = '" + plan.table().name()
                + "' AND u.sf_id = ANY (ARRAY(SELECT x.sf_id FROM x WHERE x.verdict = 'updated'))"
                + " AND (u.sf_id, u.column_name) NOT IN (SELECT x.sf_id, v.col FROM x, LATERAL (VALUES " + references()
                + ") v(col, parent, ref, found) WHERE v.ref IS NOT NULL AND NOT v.found)";
    }

    private String references() {
        return IntStream.range(0, plan.slots().size()).mapToObj(i -> {
            ReferenceSlot slot = plan.slots().get(i);
            return "('" + slot.column() + "', '" + slot.parentTarget() + "', x.r" + i + ", x.p" + i
                    + " IS NOT NULL)";
        }).collect(joining(", "));
    }

    private String counts() {
        String perSlot = IntStream.range(0, plan.slots().size()).mapToObj(i -> ", count(r" + i + ") AS f" + i
                + ", count(r" + i + ") FILTER (WHERE verdict IN ('parent_missing', 'other_org')) AS l" + i)
                .collect(joining());
        return "SELECT count(*) FILTER (WHERE verdict = 'imported') AS imported,"
                + " count(*) FILTER (WHERE verdict = 'updated') AS updated,"
                + " count(*) FILTER (WHERE verdict = 'unchanged') AS unchanged,"
                + " array_agg(sf_id) FILTER (WHERE verdict = 'parent_missing') AS parent_missing,"
                + " array_agg(sf_id) FILTER (WHERE verdict = 'other_org') AS other_org" + perSlot + " FROM x";
    }
}
