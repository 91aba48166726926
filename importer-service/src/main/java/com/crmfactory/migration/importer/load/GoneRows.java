package com.crmfactory.migration.importer.load;

import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Forgets the references that are parked for rows which were deleted in the CRM. A record that is created anew waits for
 * the parents that it names now, and loading it as new asks nobody whether it was there before.
 */
public final class GoneRows {
    private static final String FORGET = "DELETE FROM import.unlinked u WHERE u.organization_id = $1 AND u.target = $2"
            + " AND NOT EXISTS (SELECT FROM crm.%s t WHERE t.organization_id = u.organization_id AND t.sf_id = u.sf_id)";

    private final Pool pool;

    public GoneRows(Pool pool) {
        this.pool = pool;
    }

    /** Before the first record of an object is loaded. */
    public Uni<Void> forget(LoadPlan plan, UUID organizationId) {
        String table = plan.table().relation();
        return pool.preparedQuery(FORGET.formatted(table)).execute(Tuple.of(organizationId, table)).replaceWithVoid();
    }
}
