package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;

/**
 * The first half of {@link UpsertSql}: the rows of a batch ({@code s}), then with their parents and what is to become of
 * each ({@code x}). The verdicts: {@code imported}, {@code updated}, {@code unchanged}; {@code merged} and
 * {@code duplicate} live on in the record {@code survivor_id}; {@code parent_missing}, {@code other_org} and
 * {@code edited} are not taken; {@code held} waits for a parent of its own kind.
 */
final class VerdictSql {
    private static final int FIRST_VALUE = 11;
    /** The CRM's row is not what this record of this org makes of it. */
    private static final String DIFFERS = "(own_hash IS DISTINCT FROM hash OR own_org IS DISTINCT FROM $3)";

    private final LoadPlan plan;
    private final String table;
    private final NeededParents needed;
    private final Siblings siblings;

    VerdictSql(LoadPlan plan) {
        this.plan = plan;
        this.siblings = Siblings.ofUpsert(plan);
        this.needed = new NeededParents(plan);
        this.table = "crm." + plan.table().relation();
    }

    /** The values come last: what is asked of each row again and again is found without going through them. */
    String text() {
        return "s AS (" + source() + "), x AS (SELECT own IS NULL OR " + DIFFERS + " AS changed, " + verdict()
                + " AS verdict, y.* FROM (" + found() + ") y)";
    }

    private String source() {
        StringBuilder arrays = new StringBuilder("$7::text[], $8::uuid[], $9::bigint[], $10::text[]");
        StringBuilder names = new StringBuilder("sf_id, new_id, hash, custom");
        int parameter = FIRST_VALUE;
        for (int i = 0; i < plan.slots().size(); i++) {
            arrays.append(", $").append(parameter++).append("::text[], $").append(parameter++).append("::uuid[]");
            names.append(", r").append(i).append(isOfItsOwn(i) ? ", k" : ", p").append(i);
        }
        for (int i = 0; i < plan.columns().size(); i++) {
            arrays.append(", $").append(parameter++).append("::text[]");
            names.append(", c").append(i);
        }
        for (int slot : siblings.slots()) {
            arrays.append(", $").append(parameter++).append("::uuid[]");
            names.append(", q").append(slot);
        }
        return "SELECT s.*, $5::uuid AS run, $6::integer AS attempt FROM unnest(" + arrays + ") AS s(" + names + ")";
    }

    /** Each row with its present state in the CRM and the record that it lives on in. */
    private String found() {
        StringBuilder columns = new StringBuilder("SELECT t.id AS own, t.import_hash AS own_hash,"
                + " t.migration_id AS first_by, t.changed_migration_id AS changed_by, t.sf_org_id AS own_org,"
                + " " + Edits.made("t") + " AS edited");
        StringBuilder joins = new StringBuilder(lookUp(table,
                "id, import_hash, migration_id, changed_migration_id, sf_org_id, updated_at, imported_at", "t",
                "s.sf_id"));
        IntStream.range(0, plan.slots().size()).filter(this::isOfItsOwn)
                .forEach(slot -> columns.append(", ").append(ofItsOwn(slot)));
        columns.append(survivor(joins));
        return columns + ", s.* FROM s" + joins;
    }

    private boolean isOfItsOwn(int slot) {
        return plan.isToItsOwn(plan.slots().get(slot));
    }

    /** One that was merged into this very row is no parent to it. */
    private String ofItsOwn(int slot) {
        String found = siblings.has(slot) ? "coalesce(s.k%1$d, s.q%1$d)" : "s.k%1$d";
        return ("CASE WHEN " + found + " IS DISTINCT FROM t.id OR s.r%1$d = s.sf_id THEN " + found
                + " END AS p%1$d").formatted(slot);
    }

    private String survivor(StringBuilder joins) {
        if (plan.isUsers()) {
            joins.append(linkOf("users", "d", "s.sf_id", "t.id IS NULL"));
            joins.append(sameEmail());
            return ", coalesce(d.id, e.id) AS survivor_id, NULL::timestamptz AS born,"
                    + " 'Is the CRM''s own user of this e-mail address.' AS reason";
        }
        if (plan.rules().deduplicated()) {
            joins.append(" LEFT JOIN LATERAL (SELECT own_id, survivor_id, born, reason FROM import.decision"
                    + " WHERE object_run = s.run AND sf_id = s.sf_id LIMIT 1) d ON true");
            if (plan.rules().merging()) {
                joins.append(holder());
            }
            return ", d.survivor_id, d.own_id, d.born, d.reason" + (plan.rules().merging() ? ", h.holds" : "");
        }
        return ", NULL::uuid AS survivor_id";
    }

    /**
     * Whether a row that is to be written may hold values of a duplicate that lives on in it and does not come in this
     * run, so that nobody would merge them again. One index look-up per such row: by its id alone, so that no statistics
     * make PostgreSQL read all links of the organization, and by sub-selects, which it does not turn into joins.
     */
    private String holder() {
        return " LEFT JOIN LATERAL (SELECT true AS holds FROM crm.record_links g WHERE g.id = t.id"
                + " AND (t.import_hash IS DISTINCT FROM s.hash OR t.sf_org_id IS DISTINCT FROM $3)"
                + " AND (SELECT d.sf_id FROM import.decision d WHERE d.object_run = s.run AND d.sf_id = g.sf_id) IS NULL"
                + " AND (SELECT o.sf_id FROM " + table
                + " o WHERE o.organization_id = $1 AND o.sf_id = g.sf_id) IS NULL"
                + " LIMIT 1) h ON true";
    }

    /** A user who came to the CRM in another way is the same person if the e-mail address is. */
    private String sameEmail() {
        int email = plan.column("email");
        return " LEFT JOIN LATERAL (SELECT id FROM crm.users WHERE " + (email < 0
                ? "false"
                : "t.id IS NULL"
                        + " AND organization_id = $1 AND lower(email) = lower(s.c" + email
                        + ") AND (sf_id IS NULL OR sf_org_id IS DISTINCT FROM $3)")
                + " ORDER BY created_at, id LIMIT 1) e ON true";
    }

    /**
     * One index look-up per row. A plain join would be planned from statistics that a table being filled has outgrown,
     * and read the whole table for each batch; the limit keeps PostgreSQL from turning this into one.
     */
    static String lookUp(String table, String columns, String alias, String sfId) {
        return " LEFT JOIN LATERAL (SELECT " + columns + " FROM " + table + " WHERE organization_id = $1 AND sf_id = "
                + sfId + " LIMIT 1) " + alias + " ON true";
    }

    /** The record that a source id lives on in, where it has none of its own. */
    static String linkOf(String parent, String alias, String sfId, String condition) {
        return " LEFT JOIN LATERAL (SELECT g.id FROM crm.record_links g JOIN crm." + parent + " o ON o.id = g.id"
                + " WHERE " + condition + " AND g.organization_id = $1 AND g.sf_id = " + sfId + " AND g.entity = '"
                + parent + "' LIMIT 1) " + alias + " ON true";
    }

    private String verdict() {
        String duplicate = plan.isUsers() || plan.rules().merging() ? "'merged'" : "'duplicate'";
        String waits = plan.settling() || !plan.waitsForItsOwn() ? "" : where(plan::isToItsOwn);
        return "CASE WHEN survivor_id IS NOT NULL AND own IS NULL THEN " + duplicate
                + (needed.isEmpty() ? "" : " WHEN " + missingField() + " IS NOT NULL THEN 'parent_missing'")
                + (waits.isEmpty() ? "" : " WHEN " + waits + " THEN 'held'") + " WHEN own IS NULL THEN 'imported'"
                + " WHEN own_org IS DISTINCT FROM $3 AND NOT $4 THEN 'other_org'"
                + (plan.rules().overwriteEdited()
                        ? ""
                        : " WHEN edited AND " + DIFFERS + " THEN 'edited'")
                + " WHEN first_by = $2 THEN 'imported' WHEN own_hash = hash AND own_org = $3"
                + " AND changed_by IS DISTINCT FROM $2 THEN 'unchanged' ELSE 'updated' END";
    }

    /** SQL for the first source field whose parent is needed and is not there; null if there is none. */
    String missingField() {
        return needed.fieldSql();
    }

    private String where(java.util.function.Predicate<ReferenceSlot> slots) {
        return IntStream.range(0, plan.slots().size()).filter(i -> slots.test(plan.slots().get(i)))
                .mapToObj(VerdictSql::unresolved).collect(joining(" OR "));
    }

    static String unresolved(int slot) {
        return "r%1$d IS NOT NULL AND p%1$d IS NULL".formatted(slot);
    }
}
