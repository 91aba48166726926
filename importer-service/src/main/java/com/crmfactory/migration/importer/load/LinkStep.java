package com.crmfactory.migration.importer.load;

import java.util.List;
import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.model.target.ReferenceColumn;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetTable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Links what could not be linked while loading: the object's own parked references, and those of earlier objects that
 * waited for its records. Set-based, and harmless when repeated. What is left is parked until its parent comes.
 */
public final class LinkStep {
    private final Pool pool;

    public LinkStep(Pool pool) {
        this.pool = pool;
    }

    public Uni<Void> run(LoadPlan plan, UUID organizationId) {
        return Multi.createFrom().iterable(links(plan.table())).onItem()
                .transformToUniAndConcatenate(link -> pool.withTransaction(c -> link(c, link, organizationId)))
                .onItem().ignoreAsUni();
    }

    /** One kind of parked reference: child table and column, parent table. */
    private record Link(String table, ReferenceColumn column, String parent) {
    }

    /** Everything in which the table takes part, as child or as parent. */
    private static List<Link> links(TargetTable table) {
        return TargetCatalogue.all().stream()
                .flatMap(child -> child.references().stream().flatMap(column -> column.parents().stream()
                        .map(parent -> new Link(child.name(), column, parent))))
                .filter(link -> link.table().equals(table.name()) || link.parent().equals(table.name())).toList();
    }

    private static Uni<Void> link(SqlConnection connection, Link link, UUID organizationId) {
        String type = link.column().typeColumn() == null
                ? ""
                : ", " + link.column().typeColumn() + " = '" + link.parent() + "'";
        String found = "u.organization_id = $1 AND u.target = $2 AND u.column_name = $3 AND u.parent_target = $4"
                + " AND p.organization_id = $1 AND p.sf_id = u.parent_sf_id";
        Tuple parameters = Tuple.of(organizationId, link.table(), link.column().name(), link.parent());
        String update = "UPDATE crm." + link.table() + " t SET " + link.column().name() + " = p.id" + type
                + " FROM import.unlinked u, %1$s p WHERE " + found
                + " AND t.organization_id = $1 AND t.sf_id = u.sf_id";
        String delete = "DELETE FROM import.unlinked u USING %1$s p WHERE " + found;
        return Multi.createFrom().items("crm." + link.parent(), mergedInto(link.parent())).onItem()
                .transformToUniAndConcatenate(parents -> connection.preparedQuery(update.formatted(parents))
                        .execute(parameters).flatMap(
                                linked -> connection.preparedQuery(delete.formatted(parents)).execute(parameters)))
                .onItem().ignoreAsUni();
    }

    /** The records that source ids live on in, in the shape of their table. */
    private static String mergedInto(String parent) {
        return "(SELECT g.organization_id, g.sf_id, o.id FROM crm.record_links g JOIN crm." + parent
                + " o ON o.id = g.id WHERE g.entity = '" + parent + "')";
    }
}
