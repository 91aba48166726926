package com.crmfactory.migration.model.configuration;

import java.time.Instant;

/**
 * Which records of an object are in scope; null parts do not restrict.
 *
 * @param where
 *            a SOQL condition, without the word WHERE
 */
public record RecordFilter(Instant modifiedAfter, Instant createdAfter, String where) {
    public static final RecordFilter NONE = new RecordFilter(null, null, null);
}
