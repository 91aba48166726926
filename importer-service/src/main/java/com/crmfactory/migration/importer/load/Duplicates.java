package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Finds the duplicates of an object, among its records and in the CRM, before the first of them is loaded. Records that
 * are connected by equal keys, also through others, are one. It lives on in the row that the CRM has already, the oldest
 * if it has several; else in the oldest record (CreatedDate, then id). Rows of the CRM are never merged away.
 */
public final class Duplicates {
    private static final int CHUNK = 5_000;

    private final Pool pool;

    public Duplicates(Pool pool) {
        this.pool = pool;
    }

    /** Remembers the keys of records; {@code plan} is that of the reduced object. */
    public Uni<Void> stage(UUID objectRun, LoadPlan plan, List<List<String>> matchOn, List<LoadRow> rows) {
        List<String> columns = matchOn.stream().flatMap(List::stream).distinct().toList();
        String sql = "INSERT INTO import.staged (object_run, sf_id, born, keys) SELECT $1, s.sf_id, s.born::timestamptz, "
                + new MatchRules(matchOn).keys(column -> "s." + column) + " FROM unnest($2::text[], $3::text[]"
                + IntStream.range(0, columns.size()).mapToObj(i -> ", $" + (i + 4) + "::text[]").collect(joining())
                + ") s(sf_id, born" + columns.stream().map(column -> ", " + column).collect(joining())
                + ") ON CONFLICT DO NOTHING";
        return Multi.createFrom().iterable(rows).group().intoLists().of(CHUNK).onItem()
                .transformToUniAndConcatenate(some -> pool.preparedQuery(sql)
                        .execute(staged(objectRun, plan, columns, some)))
                .onItem().ignoreAsUni();
    }

    private static Tuple staged(UUID objectRun, LoadPlan plan, List<String> columns, List<LoadRow> rows) {
        Tuple tuple = Tuple.tuple().addUUID(objectRun)
                .addArrayOfString(rows.stream().map(LoadRow::sfId).toArray(String[]::new))
                .addArrayOfString(values(rows, plan.column("created_at")));
        columns.forEach(column -> tuple.addArrayOfString(values(rows, plan.column(column))));
        return tuple;
    }

    private static String[] values(List<LoadRow> rows, int column) {
        return rows.stream().map(row -> column < 0 ? null : row.values()[column]).toArray(String[]::new);
    }

    /** Decides who lives on in whom, and forgets the keys. */
    public Uni<Void> decide(UUID objectRun, LoadPlan plan, List<List<String>> matchOn, Destination destination) {
        MatchRules rules = new MatchRules(matchOn);
        return pool.withTransaction(connection -> connection.query("ANALYZE import.staged").execute()
                .flatMap(analyzed -> connection.query(edges(objectRun, plan, rules, destination)).execute())
                .flatMap(found -> spread(connection))
                .flatMap(spread -> connection.query(decisions(objectRun, rules)).execute())
                .flatMap(decided -> connection.preparedQuery("DELETE FROM import.staged WHERE object_run = $1")
                        .execute(Tuple.of(objectRun)))
                .flatMap(forgotten -> connection.preparedQuery("UPDATE import.matching SET decided = true"
                        + " WHERE object_run = $1").execute(Tuple.of(objectRun))))
                .replaceWithVoid();
    }

    /**
     * One row per record and key that it shares; records are numbered in the order in which they would live on. The row
     * that a record lives on in since an earlier import is a key besides: what was merged stays so, even if merging, or
     * somebody in the CRM, has changed the value by which they were found to be the same.
     */
    private static String edges(UUID objectRun, LoadPlan plan, MatchRules rules, Destination destination) {
        String table = "crm." + plan.table().relation();
        String run = "'" + objectRun + "'::uuid";
        String organization = "'" + destination.organizationId() + "'::uuid";
        return "CREATE TEMP TABLE duplicate ON COMMIT DROP AS WITH l AS (SELECT g.sf_id, g.id FROM crm.record_links g JOIN "
                + table + " o ON o.id = g.id WHERE g.organization_id = " + organization + " AND g.entity = '"
                + plan.table().relation() + "'), v AS (SELECT DISTINCT id FROM l),"
                + " n AS (SELECT s.sf_id, t.id, l.id AS lives_in, true AS staged, s.born,"
                + " s.keys || coalesce(l.id, v.id)::text AS keys FROM import.staged s LEFT JOIN " + table
                + " t ON t.organization_id = " + organization + " AND t.sf_id = s.sf_id"
                + " LEFT JOIN l ON l.sf_id = s.sf_id AND t.id IS NULL LEFT JOIN v ON v.id = t.id"
                + " WHERE s.object_run = " + run + " UNION ALL SELECT t.sf_id, t.id, NULL, false, t.created_at, "
                + rules.keys(column -> "t." + column) + " || v.id::text FROM " + table
                + " t LEFT JOIN v ON v.id = t.id WHERE t.organization_id = " + organization
                + SharedTable.only(plan.table(), "t")
                + " AND NOT EXISTS (SELECT FROM import.staged s"
                + " WHERE s.object_run = " + run + " AND s.sf_id = t.sf_id)), ranked AS (SELECT n.*, row_number() OVER"
                + " (ORDER BY id IS NULL, born NULLS LAST, sf_id NULLS LAST, id) AS nr FROM n), e AS (SELECT nr, sf_id,"
                + " id, lives_in, staged, born, k.alternative, k.key, count(*) OVER (PARTITION BY k.alternative, k.key)"
                + " AS many FROM ranked, unnest(keys) WITH ORDINALITY k(key, alternative) WHERE k.key IS NOT NULL)"
                + " SELECT nr, sf_id, id, lives_in, staged, born, alternative, key, nr AS label FROM e WHERE many > 1";
    }

    /** The smallest number spreads over everything that is connected; it only ever falls, so this ends. */
    private static Uni<Void> spread(SqlConnection connection) {
        return connection.query("UPDATE duplicate d SET label = m.label FROM (SELECT nr, min(l) AS label FROM"
                + " (SELECT nr, min(label) OVER (PARTITION BY alternative, key) AS l FROM duplicate) q GROUP BY nr) m"
                + " WHERE d.nr = m.nr AND m.label < d.label").execute()
                .flatMap(moved -> moved.rowCount() == 0 ? Uni.createFrom().voidItem() : spread(connection));
    }

    /** A record that lives on in a row already stays there, though an older one may be the same by now. */
    private static String decisions(UUID objectRun, MatchRules rules) {
        String run = "'" + objectRun + "'::uuid";
        return "INSERT INTO import.decision (object_run, sf_id, own_id, survivor_id, born, reason)"
                + " WITH node AS (SELECT DISTINCT nr, sf_id, id, lives_in, staged, born, label FROM duplicate),"
                + " survivor AS MATERIALIZED (SELECT nr, sf_id, id AS old_id, coalesce(id, import.uuid_v7()) AS id, born"
                + " FROM node WHERE nr = label) SELECT " + run + ", sf_id, id, NULL, born, NULL FROM survivor"
                + " WHERE old_id IS NULL UNION ALL SELECT " + run
                + ", n.sf_id, NULL, coalesce(h.id, s.id), n.born, 'Is a duplicate of '"
                + " || coalesce(CASE WHEN h.id IS NULL THEN s.sf_id ELSE h.sf_id END, 'a record that the CRM had')"
                + " || ' by " + rules.described() + ".' FROM node n JOIN survivor s ON s.nr = n.label"
                + " LEFT JOIN node h ON h.id = n.lives_in WHERE n.nr <> n.label AND n.staged AND n.id IS NULL"
                + " ON CONFLICT DO NOTHING";
    }
}
