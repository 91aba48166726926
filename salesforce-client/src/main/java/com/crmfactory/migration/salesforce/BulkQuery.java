package com.crmfactory.migration.salesforce;

import java.util.Objects;

/**
 * @param soql
 *            without GROUP BY, OFFSET, TYPEOF, aggregates, compound fields or sub-queries: Bulk refuses them
 * @param queryAll
 *            also deleted, merged and archived records
 */
public record BulkQuery(String soql, boolean queryAll) {

    public BulkQuery {
        Objects.requireNonNull(soql, "soql");
    }
}
