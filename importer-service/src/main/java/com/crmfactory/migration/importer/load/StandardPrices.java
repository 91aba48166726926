package com.crmfactory.migration.importer.load;

import java.util.Map;

import com.crmfactory.migration.importer.row.LoadRules;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Gives products their price in the standard price book. One that a user has set in the CRM stays, as does that of a
 * product that came from another Salesforce org.
 */
public final class StandardPrices {
    private static final String SET = "UPDATE crm.products t SET unit_price = s.price::numeric FROM"
            + " unnest($2::text[], $3::text[]) AS s(sf_id, price) WHERE t.organization_id = $1 AND t.sf_id = s.sf_id"
            + " AND t.unit_price IS DISTINCT FROM s.price::numeric AND (t.sf_org_id = $4 OR $5)"
            + " AND (t.unit_price IS NULL OR $6 OR " + Edits.none("t") + ")";

    private final Pool pool;

    public StandardPrices(Pool pool) {
        this.pool = pool;
    }

    /**
     * May be repeated: writes only rows that change.
     *
     * @param prices
     *            by the product's Salesforce id; decimal numbers
     */
    public Uni<Void> set(Destination destination, LoadRules rules, Map<String, String> prices) {
        return pool.preparedQuery(SET)
                .execute(Tuple.tuple().addUUID(destination.organizationId())
                        .addArrayOfString(prices.keySet().toArray(String[]::new))
                        .addArrayOfString(prices.values().toArray(String[]::new)).addString(destination.sfOrgId())
                        .addBoolean(destination.replaceOtherOrg()).addBoolean(rules.overwriteEdited()))
                .replaceWithVoid();
    }
}
