package com.crmfactory.migration.importer.load;

/**
 * SQL that finds the merges that would close a cycle in a hierarchy, also several together: what they are about to write
 * is planned first, so that nothing is written that would have to be taken back.
 */
final class Cycles {
    private static final String TABLE = "CREATE TEMP TABLE %3$s (id uuid PRIMARY KEY, parent uuid NOT NULL,"
            + " closes boolean NOT NULL DEFAULT false) ON COMMIT DROP";
    /**
     * What will be above each record that gets another parent; of one that lies on a cycle, up to that one itself. Of
     * those on one cycle the oldest keeps what it has.
     */
    private static final String REFUSE = "WITH RECURSIVE above(start, id) AS (SELECT p.id, p.parent FROM %3$s p"
            + " WHERE NOT p.closes UNION SELECT a.start, n.id FROM above a CROSS JOIN LATERAL (SELECT coalesce("
            + "(SELECT p.parent FROM %3$s p WHERE p.id = a.id AND NOT p.closes),"
            + " (SELECT t.%2$s FROM %1$s t WHERE t.id = a.id)) AS id) n WHERE n.id IS NOT NULL AND a.id <> a.start),"
            + " oldest AS (SELECT DISTINCT ON (a.start) t.id FROM above r JOIN above a ON a.start = r.start"
            + " JOIN %3$s p ON p.id = a.id AND NOT p.closes JOIN %1$s t ON t.id = p.id WHERE r.id = r.start"
            + " ORDER BY a.start, t.created_at, t.sf_id, t.id)"
            + " UPDATE %3$s p SET closes = true WHERE p.id IN (SELECT id FROM oldest)";

    private final String table;
    private final String column;
    private final String planned;

    Cycles(String table, String column) {
        this.table = table;
        this.column = column;
        this.planned = "planned_" + column;
    }

    /** For what is planned, within one transaction. */
    String create() {
        return TABLE.formatted(table, column, planned);
    }

    /**
     * @param merged
     *            SQL for the value that a row {@code t} gets by a parent {@code v.parent}
     * @param parents
     *            SQL for {@code v}, by {@code survivor_id}
     */
    String plan(String merged, String parents) {
        return "INSERT INTO " + planned + " (id, parent) SELECT t.id, v.parent FROM (" + parents + ") v JOIN " + table
                + " t ON t.id = v.survivor_id WHERE v.parent IS NOT NULL AND " + merged + " IS DISTINCT FROM t."
                + column;
    }

    /** To be repeated as long as it finds any: what a record keeps may close another cycle. */
    String refuse() {
        return REFUSE.formatted(table, column, planned);
    }

    /** SQL for whether a survivor may get another parent. */
    String isNone() {
        return "survivor_id NOT IN (SELECT id FROM " + planned + " WHERE closes)";
    }
}
