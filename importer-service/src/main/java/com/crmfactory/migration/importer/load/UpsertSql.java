package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.model.target.TargetColumn;

/**
 * The one statement that loads a batch whose parents were looked up: it tells for each record what becomes of it, writes
 * what is new or changed, parks the references whose parent is not there, and counts. All values come as text arrays and
 * are cast by PostgreSQL, which measured faster than typed arrays, JSON record sets or row by row.
 *
 * <p>
 * Parameters: {@code $1} organization, {@code $2} migration, {@code $3} source org, {@code $4} whether rows of another
 * source org may be replaced, {@code $5} run of the object, {@code $6} attempt, then arrays: {@code $7} ids, {@code $8}
 * new row ids, {@code $9} hashes, {@code $10} custom fields, two per slot (Salesforce id and what it is here), one per
 * value column, and one per slot of {@link Siblings#ofUpsert} with the new row ids of those parents that come in the same batch.
 *
 * <p>
 * A record counts as imported if this migration wrote it first, in whichever attempt, so that loading a batch again
 * counts the same.
 */
final class UpsertSql {
    /** Of {@code import.unlinked}. */
    static final String PARKED_COLUMNS = " (organization_id, target, column_name, sf_id, parent_target, parent_sf_id)";
    /** Keeps references whose parent is not there, for when it comes. */
    private static final String PARK = "INSERT INTO import.unlinked AS u" + PARKED_COLUMNS;
    private static final String PARKED_ALREADY = " ON CONFLICT (organization_id, target, column_name, sf_id) DO UPDATE SET"
            + " parent_target = EXCLUDED.parent_target, parent_sf_id = EXCLUDED.parent_sf_id"
            + " WHERE u.parent_sf_id <> EXCLUDED.parent_sf_id";

    private static final String WRITTEN = "changed AND verdict IN ('imported', 'updated')";

    private final LoadPlan plan;
    private final VerdictSql verdicts;
    private final String table;
    private final Siblings siblings;

    UpsertSql(LoadPlan plan) {
        this.plan = plan;
        this.siblings = Siblings.ofUpsert(plan);
        this.verdicts = new VerdictSql(plan);
        this.table = "crm." + plan.table().relation();
    }

    /** With PostgreSQL's check of the foreign keys row by row. */
    String text() {
        return text("false");
    }

    /** With the check of the foreign keys in it: the answer's {@code gone} tells whether one is violated. */
    String checkingKeys() {
        return text(gone());
    }

    private String text(String gone) {
        List<String> parts = new ArrayList<>();
        parts.add(verdicts.text());
        if (plan.rules().merging()) {
            parts.add("holders AS MATERIALIZED (SELECT own AS id FROM x WHERE holds)");
        }
        parts.add("written AS (" + written() + ")");
        if (plan.isUsers() || plan.rules().deduplicated()) {
            parts.add("joined AS (" + joined() + ")");
        }
        if (plan.rules().merging() || plan.waitsForItsOwn() && !plan.settling()) {
            parts.add("kept AS (" + kept() + ")");
        }
        if (!plan.slots().isEmpty()) {
            parts.add("parked AS (" + parked() + ")");
            parts.add("freed AS (" + freed() + ")");
        }
        if (plan.hasLookUps()) {
            LookUpSql lookUps = new LookUpSql(plan);
            parts.add("looked_up AS (" + lookUps.put() + ")");
            parts.add("let_go AS (" + lookUps.take() + ")");
        }
        return "WITH " + String.join(", ", parts) + " " + counts(gone);
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
            values.add(filled(slots, this::parent));
            if (slots.get(0).typeColumn() != null) {
                names.add(slots.get(0).typeColumn());
                values.add("CASE" + slots.stream().map(slot -> " WHEN " + parent(slot) + " IS NOT NULL THEN '"
                        + slot.parentTarget() + "'").collect(joining()) + " END");
            }
        });
        String fields = plan.table().fieldsColumn();
        if (plan.table().isCustomObject()) {
            names.add("object_key");
            values.add("'" + plan.table().objectKey() + "'");
        }
        Set<String> merged = plan.rules().merging() ? new MergeSql(plan).columns() : Set.of();
        int modified = plan.column("updated_at");
        // Never before what the source says, so that an edit is later than both, whatever the clocks say.
        String importedAt = modified < 0 ? "now()" : "greatest(now(), c" + modified + "::timestamptz)";
        String sets = (modified < 0 ? "updated_at = now()" : "") + (modified < 0 && !names.isEmpty() ? ", " : "")
                + names.stream().map(name -> name + " = " + (merged.contains(name)
                        ? held("EXCLUDED." + name, "coalesce(EXCLUDED." + name + ", t." + name + ")")
                        : "EXCLUDED." + name)).collect(joining(", "));
        return "INSERT INTO " + table + " AS t (id, organization_id, sf_id, sf_org_id, migration_id, imported_at,"
                + " import_hash, " + fields + names.stream().map(name -> ", " + name).collect(joining())
                + ") SELECT " + (plan.rules().deduplicated() ? "coalesce(own_id, new_id)" : "new_id")
                + ", $1, sf_id, $3, $2, "
                + importedAt + ", hash, custom::jsonb"
                + values.stream().map(value -> ", " + value).collect(joining())
                // Sorted, so that two loaders never lock the same rows in different orders.
                + " FROM x WHERE " + WRITTEN + " ORDER BY sf_id"
                + " ON CONFLICT (organization_id, sf_id) DO UPDATE SET sf_org_id = EXCLUDED.sf_org_id,"
                + " imported_at = EXCLUDED.imported_at, import_hash = EXCLUDED.import_hash,"
                + " " + fields + " = " + customFields(fields) + ", changed_migration_id = CASE WHEN t.migration_id ="
                + " EXCLUDED.migration_id THEN t.changed_migration_id ELSE EXCLUDED.migration_id END"
                + (sets.isEmpty() ? "" : ", " + sets) + " RETURNING id, sf_id";
    }

    private String customFields(String fields) {
        String own = "EXCLUDED." + fields;
        return plan.rules().merging()
                ? held(own, "coalesce(t.%1$s || %2$s, %2$s, t.%1$s)".formatted(fields, own))
                : own;
    }

    /** A filled blank stays filled while the record that it was filled from does not come again. */
    private static String held(String own, String filled) {
        return "CASE WHEN t.id IN (SELECT id FROM holders) THEN " + filled + " ELSE " + own + " END";
    }

    /**
     * Whether a parent has gone that was there when the statement began; the others stay, since they are locked as
     * PostgreSQL locks them when it checks a row ({@code FOR KEY SHARE}). A parent of the same batch is there if it was
     * not somebody else who has just written that record.
     */
    private String gone() {
        List<String> ways = new ArrayList<>();
        plan.slotsByColumn().forEach((column, slots) -> {
            if (slots.get(0).typeColumn() == null) {
                ways.add(gone(slots.get(0).parentTarget(), filled(slots, this::locked)));
            }
        });
        plan.slots().stream().filter(ReferenceSlot::isLookUp)
                .forEach(slot -> ways.add(gone(slot.parentTarget(), locked(slot))));
        for (int slot : siblings.slots()) {
            ways.add("EXISTS (SELECT FROM x WHERE " + WRITTEN
                    + " AND k%1$d IS NULL AND p%1$d NOT IN (SELECT id FROM written))"
                            .formatted(slot));
        }
        return ways.isEmpty() ? "false" : String.join(" OR ", ways);
    }

    private static String gone(String table, String parent) {
        return "EXISTS (SELECT FROM (SELECT DISTINCT " + parent + " AS id FROM x WHERE " + WRITTEN
                + ") c LEFT JOIN LATERAL (SELECT p.id FROM crm." + table
                + " p WHERE p.id = c.id FOR KEY SHARE) p ON true WHERE c.id IS NOT NULL AND p.id IS NULL)";
    }

    private String locked(ReferenceSlot slot) {
        int number = plan.slots().indexOf(slot);
        return (siblings.has(number) ? "k" : "p") + number;
    }

    private String filled(List<ReferenceSlot> slots, Function<ReferenceSlot, String> parent) {
        return "coalesce(" + slots.stream().map(parent).collect(joining(", ")) + fallback(slots.get(0)) + ")";
    }

    private String parent(ReferenceSlot slot) {
        return "p" + plan.slots().indexOf(slot);
    }

    /** Takes the place of an owner who is not there; the real one is parked and comes into his own when he arrives. */
    private String fallback(ReferenceSlot slot) {
        return slot.isOwner() && plan.rules().fallbackOwner() != null
                ? ", CASE WHEN r" + plan.slots().indexOf(slot) + " IS NOT NULL THEN '" + plan.rules().fallbackOwner()
                        + "'::uuid END"
                : "";
    }

    /** Source ids that live on in another record, for their children and for those who look them up. */
    private String joined() {
        return "INSERT INTO crm.record_links AS k (organization_id, sf_id, entity, id, migration_id, reason) SELECT $1,"
                + " sf_id, '" + plan.table().relation()
                + "', survivor_id, $2, reason FROM x WHERE verdict IN ('merged',"
                + " 'duplicate') ORDER BY sf_id ON CONFLICT (organization_id, sf_id) DO UPDATE SET id = EXCLUDED.id,"
                + " entity = EXCLUDED.entity, migration_id = EXCLUDED.migration_id, reason = EXCLUDED.reason"
                + " WHERE k.id <> EXCLUDED.id";
    }

    /** Records that are finished when all are read: those that wait, and the values of those that are merged. */
    private String kept() {
        String values = IntStream.range(0, plan.columns().size()).mapToObj(i -> "c" + i).collect(joining(", "));
        String references = IntStream.range(0, plan.slots().size()).mapToObj(i -> "r" + i).collect(joining(", "));
        boolean decided = plan.rules().deduplicated();
        return "INSERT INTO import.held (object_run, attempt, sf_id, survivor_id, born, hash, custom, cells, refs)"
                + " SELECT run, attempt, sf_id, survivor_id, " + (decided ? "born" : "NULL") + ", hash, custom, ARRAY["
                + values + "]::text[], ARRAY[" + references + "]::text[] FROM x WHERE verdict IN ('held', 'merged')"
                + " ON CONFLICT DO NOTHING";
    }

    private String parked() {
        return park("'" + plan.table().relation() + "'",
                " FROM (" + unresolved() + ") v WHERE v.verdict IN ('imported', 'updated', 'unchanged')");
    }

    /**
     * @param target
     *            SQL for the table of the rows that refer
     * @param references
     *            SQL from {@code FROM} on, of {@code v} with the columns {@code sf_id}, {@code col}, {@code parent} and
     *            {@code ref}
     */
    static String park(String target, String references) {
        return PARK + " SELECT $1, " + target + ", v.col, v.sf_id, v.parent, v.ref" + references + PARKED_ALREADY;
    }

    /**
     * A record that is written again may have lost the parent that it was parked for, also within one migration: an
     * earlier attempt read what Salesforce said then. The array makes it one index look-up per such record, and none at
     * all on a first load.
     */
    private String freed() {
        return "DELETE FROM import.unlinked u WHERE u.organization_id = $1 AND u.target = '" + plan.table().relation()
                + "' AND u.sf_id = ANY (ARRAY(SELECT x.sf_id FROM x WHERE x.own IS NOT NULL AND " + WRITTEN + "))"
                + " AND (u.sf_id, u.column_name) NOT IN (SELECT v.sf_id, v.col FROM (" + unresolved() + ") v)";
    }

    /** Slot by slot, since PostgreSQL prepares the expressions of a list of VALUES anew for each row. */
    private String unresolved() {
        return IntStream.range(0, plan.slots().size()).mapToObj(i -> {
            ReferenceSlot slot = plan.slots().get(i);
            return "SELECT sf_id, verdict, '" + slot.column() + "' AS col, '" + slot.parentTarget() + "' AS parent, r"
                    + i
                    + " AS ref FROM x WHERE " + VerdictSql.unresolved(i);
        }).collect(joining(" UNION ALL "));
    }

    private String counts(String gone) {
        String perSlot = IntStream.range(0, plan.slots().size()).mapToObj(i -> ", count(r" + i
                + ") FILTER (WHERE verdict <> 'held') AS f" + i + ", count(r" + i
                + ") FILTER (WHERE verdict NOT IN ('imported', 'updated', 'unchanged', 'held')) AS l" + i)
                .collect(joining());
        return "SELECT " + Stream.of("imported", "updated", "unchanged", "merged", "held")
                .map(verdict -> "count(*) FILTER (WHERE verdict = '" + verdict + "') AS " + verdict)
                .collect(joining(", "))
                + Stream.of("parent_missing", "other_org", "edited", "duplicate")
                        .map(verdict -> ", array_agg(sf_id) FILTER (WHERE verdict = '" + verdict + "') AS " + verdict)
                        .collect(joining())
                + ", array_agg(" + verdicts.missingField()
                + ") FILTER (WHERE verdict = 'parent_missing') AS missing_fields, " + gone + " AS gone" + perSlot
                + " FROM x";
    }
}
