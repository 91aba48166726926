package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRules;
import com.crmfactory.migration.model.target.ReferenceColumn;
import com.crmfactory.migration.model.target.TargetCatalogue;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Links what could not be linked while loading: the object's own parked references, and those of earlier objects that
 * waited for its records. A parent that a user has chosen in the CRM stays; what the source said is no longer waited for
 * then. Set-based, and harmless when repeated. What is left is parked until its parent comes.
 */
public final class LinkStep {
    /** What waits in which the table takes part, as child or as parent. */
    private static final String WAITING = "SELECT target, column_name, parent_target FROM import.unlinked"
            + " WHERE organization_id = $1 AND target = $2 UNION SELECT target, column_name, parent_target"
            + " FROM import.unlinked WHERE organization_id = $1 AND parent_target = $2 ORDER BY 1, 2, 3";
    /** Found first, so that rows are read only of those whose parent is there. */
    private static final String FOUND = "WITH found AS MATERIALIZED (SELECT u.sf_id, u.parent_sf_id, p.id"
            + " FROM import.unlinked u, %1$s p WHERE u.organization_id = $1 AND u.target = $2 AND u.column_name = $3"
            + " AND u.parent_target = $4 AND p.organization_id = $1 AND p.sf_id = u.parent_sf_id), linked AS (";
    private static final String ROW_OF_FOUND = "t.organization_id = $1 AND t.sf_id = f.sf_id";
    /** Also of what a user's choice has made pointless. */
    private static final String FORGET = ") DELETE FROM import.unlinked u USING found f WHERE u.organization_id = $1"
            + " AND u.target = $2 AND u.column_name = $3 AND u.parent_target = $4 AND u.sf_id = f.sf_id"
            + " AND u.parent_sf_id = f.parent_sf_id";
    private static final String THERE = "SELECT EXISTS (SELECT FROM crm.%1$s WHERE organization_id = $1) AS records,"
            + " EXISTS (SELECT FROM crm.record_links WHERE organization_id = $1 AND entity = '%1$s') AS links";

    /**
     * A plan that is kept may be from the time when a table was empty, when reading all of it is cheapest; it would read
     * all of it for each reference. These statements are few, so each is planned by what there is.
     */
    static final String AS_IT_IS = "SET LOCAL plan_cache_mode = force_custom_plan";

    private final Pool pool;

    public LinkStep(Pool pool) {
        this.pool = pool;
    }

    public Uni<Void> run(LoadPlan plan, UUID organizationId) {
        return pool.preparedQuery(WAITING).execute(Tuple.of(organizationId, plan.table().relation())).map(rows -> {
            List<Link> links = new ArrayList<>();
            rows.forEach(row -> links.add(new Link(row.getString(0), row.getString(1), row.getString(2))));
            return links;
        }).onItem().transformToMulti(links -> Multi.createFrom().iterable(links)).onItem()
                .transformToUniAndConcatenate(
                        link -> pool.withTransaction(c -> link(c, link, plan.rules(), organizationId)))
                .onItem().ignoreAsUni();
    }

    /** One kind of parked reference: child table and column, parent table. */
    private record Link(String table, String column, String parent) {

        /** Gives the rows their parents; {@code %1$s} stands for where those are looked for. */
        String update(LoadRules rules) {
            return FOUND + (ReferenceColumn.isLookUp(column) ? beside(rules) : within(rules)) + FORGET;
        }

        private String within(LoadRules rules) {
            ReferenceColumn known = TargetCatalogue.relation(table).flatMap(t -> t.reference(column)).orElseThrow();
            String type = known.typeColumn() == null ? "" : ", " + known.typeColumn() + " = '" + parent + "'";
            return "UPDATE crm." + table + " t SET " + column + " = f.id" + type + " FROM found f WHERE "
                    + ROW_OF_FOUND + (rules.overwriteEdited() ? "" : " AND " + unlessChosen(rules));
        }

        /** An edited row keeps what it points to, but for the owner who only stands in for the one who has come. */
        private String unlessChosen(LoadRules rules) {
            String standIn = column.equals(TargetCatalogue.OWNER.name()) && rules.fallbackOwner() != null
                    ? " OR t." + column + " = '" + rules.fallbackOwner() + "'"
                    : "";
            return "(t." + column + " IS NULL" + standIn + " OR " + Edits.none("t") + ")";
        }

        private String beside(LoadRules rules) {
            return LookUpSql.INSERT + " SELECT $1, '" + table + "', t.id, '" + ReferenceColumn.fieldKey(column) + "', '"
                    + parent + "', f.id FROM found f, crm." + table + " t WHERE " + ROW_OF_FOUND + " ORDER BY t.id"
                    + LookUpSql.ON_CONFLICT + (rules.overwriteEdited() ? "" : " AND " + unlessMade());
        }

        /** Asked only where there is another look-up already. */
        private String unlessMade() {
            return "(SELECT " + Edits.none("e") + " FROM crm." + table + " e WHERE e.id = f.record_id)";
        }
    }

    private static Uni<Void> link(SqlConnection connection, Link link, LoadRules rules, UUID organizationId) {
        Tuple parameters = Tuple.of(organizationId, link.table(), link.column(), link.parent());
        return connection.query(AS_IT_IS).execute()
                .flatMap(set -> connection.preparedQuery(THERE.formatted(link.parent()))
                        .execute(Tuple.of(organizationId)))
                .onItem().transformToMulti(there -> Multi.createFrom().iterable(parents(link, there.iterator().next())))
                .onItem().transformToUniAndConcatenate(parents -> connection
                        .preparedQuery(link.update(rules).formatted(parents)).execute(parameters))
                .onItem().ignoreAsUni();
    }

    /** Where parents may be found; what waits for an object that nobody has imported need not be gone through. */
    private static List<String> parents(Link link, Row there) {
        List<String> parents = new ArrayList<>();
        if (there.getBoolean("records")) {
            parents.add("crm." + link.parent());
        }
        if (there.getBoolean("links")) {
            parents.add(mergedInto(link.parent()));
        }
        return parents;
    }

    /**
     * The records that source ids live on in, in the shape of their table; for each other record than that one itself,
     * which goes on waiting, lest it become its own parent.
     */
    private static String mergedInto(String parent) {
        return "LATERAL (SELECT g.organization_id, g.sf_id, o.id FROM crm.record_links g JOIN crm." + parent
                + " o ON o.id = g.id AND o.sf_id IS DISTINCT FROM u.sf_id WHERE g.entity = '" + parent + "')";
    }
}
