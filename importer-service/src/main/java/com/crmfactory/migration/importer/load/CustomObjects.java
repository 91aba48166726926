package com.crmfactory.migration.importer.load;

import com.crmfactory.migration.model.target.TargetTable;
import com.github.f4b6a3.uuid.UuidCreator;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Gives the CRM the custom object that records go to. One that is there already stays as its users have made it; if they
 * made it in the CRM, it becomes the home of the Salesforce object.
 */
public final class CustomObjects {
    private static final String ADD = "INSERT INTO crm.custom_objects AS o (id, organization_id, key, label, sf_object,"
            + " migration_id) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organization_id, key) DO UPDATE"
            + " SET sf_object = EXCLUDED.sf_object WHERE o.sf_object IS NULL";
    private static final String IS_ITS_OWN = "SELECT sf_object = $3 FROM crm.custom_objects WHERE organization_id = $1"
            + " AND key = $2";

    private final Pool pool;

    public CustomObjects(Pool pool) {
        this.pool = pool;
    }

    /**
     * May be repeated. Nothing to do for a table of its own.
     *
     * @return false if the custom object holds the records of another Salesforce object
     */
    public Uni<Boolean> add(Destination destination, TargetTable table, String object, String label) {
        if (!table.isCustomObject()) {
            return Uni.createFrom().item(true);
        }
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(UuidCreator.getTimeOrderedEpoch(), destination.organizationId(), table.objectKey(),
                        label == null ? object : label, object, destination.migrationId()))
                .flatMap(added -> pool.preparedQuery(IS_ITS_OWN)
                        .execute(Tuple.of(destination.organizationId(), table.objectKey(), object)))
                .map(found -> found.iterator().next().getBoolean(0));
    }
}
