package com.crmfactory.migration.importer.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Gives products their price in the standard price book. */
public final class StandardPrices {
    private static final String SET = "UPDATE crm.products t SET unit_price = s.price::numeric FROM"
            + " unnest($2::text[], $3::text[]) AS s(sf_id, price) WHERE t.organization_id = $1 AND t.sf_id = s.sf_id"
            + " AND t.unit_price IS DISTINCT FROM s.price::numeric";

    private final Pool pool;

    public StandardPrices(Pool pool) {
        this.pool = pool;
    }

    /**
     * One price of one product.
     *
     * @param amount
     *            a decimal number
     */
    public record Price(String productSfId, String amount) {
    }

    public Uni<Void> set(UUID organizationId, List<Price> prices) {
        Map<String, String> byProduct = new TreeMap<>();
        prices.forEach(price -> byProduct.putIfAbsent(price.productSfId(), price.amount()));
        return pool.preparedQuery(SET)
                .execute(Tuple.tuple().addUUID(organizationId)
                        .addArrayOfString(byProduct.keySet().toArray(String[]::new))
                        .addArrayOfString(byProduct.values().toArray(String[]::new)))
                .replaceWithVoid();
    }
}
