package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;

/**
 * The part of {@link UpsertSql} that is about look-ups: references without a column of their own, kept in
 * {@code crm.record_references} beside the rows that were written.
 */
final class LookUpSql {
    /** Of {@code crm.record_references}. */
    static final String COLUMNS = " (organization_id, entity, record_id, field_key, target, target_id)";
    static final String INSERT = "INSERT INTO crm.record_references AS f" + COLUMNS;
    /** One per row and key, the last one counts; nothing is written where it is so already. */
    static final String ON_CONFLICT = " ON CONFLICT (record_id, field_key) DO UPDATE SET target = EXCLUDED.target,"
            + " target_id = EXCLUDED.target_id WHERE f.target_id <> EXCLUDED.target_id";

    private final LoadPlan plan;

    LookUpSql(LoadPlan plan) {
        this.plan = plan;
    }

    /** What the written rows point to. */
    String put() {
        return INSERT + " SELECT $1, '" + plan.table().relation()
                + "', w.id, v.key, v.parent, v.id FROM written w JOIN ("
                + found() + ") v USING (sf_id) ORDER BY w.id, v.key" + ON_CONFLICT;
    }

    /**
     * What rows that were there pointed to and no longer do, unless it may be from a duplicate. Not one look-up on a first
     * load.
     */
    String take() {
        return "DELETE FROM crm.record_references f WHERE f.record_id = ANY (ARRAY(SELECT x.own FROM x"
                + " WHERE x.own IS NOT NULL AND x.changed AND x.verdict IN ('imported', 'updated')"
                + (plan.rules().merging() ? " AND x.holds IS NULL" : "") + "))"
                + " AND (f.record_id, f.field_key) NOT IN (SELECT v.own, v.key FROM (" + found()
                + ") v WHERE v.own IS NOT NULL)";
    }

    private String found() {
        return IntStream.range(0, plan.slots().size()).filter(i -> plan.slots().get(i).isLookUp())
                .mapToObj(i -> "SELECT sf_id, own, '" + plan.slots().get(i).fieldKey() + "' AS key, '"
                        + plan.slots().get(i).parentTarget() + "' AS parent, p" + i + " AS id FROM x WHERE p" + i
                        + " IS NOT NULL")
                .collect(joining(" UNION ALL "));
    }
}
