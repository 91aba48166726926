package com.crmfactory.migration.importer.validation;

import java.time.Instant;
import java.util.List;

/**
 * What a validation found, in the shape that the API publishes.
 *
 * @param result
 *            {@code passed} or {@code failed}
 */
public record ValidationView(Instant validatedAt, String result, List<ObjectView> objects,
        List<RelationshipView> relationships) {

    /**
     * Counts of one object.
     *
     * @param sourceCount
     *            records that Salesforce delivered
     * @param ledgerCount
     *            records that are accounted for
     * @param targetCount
     *            rows in the CRM's table
     * @param missing
     *            records that should be in the table and are not; a row whose record was not taken stands in for none
     * @param textsRepaired
     *            texts that held characters which PostgreSQL cannot: NUL is left out, half a surrogate pair is U+FFFD
     */
    public record ObjectView(String object, String target, long sourceCount, long ledgerCount, long targetCount,
            long missing, long textsRepaired) {
    }

    /**
     * Counts of one reference field.
     *
     * @param sourceFilled
     *            records that were taken, or lack this parent that they require, whose field holds an id
     * @param linked
     *            rows of records that were taken that point to a parent
     * @param orphans
     *            the others: their parent is not in the CRM, or somebody has cleared the link there
     */
    public record RelationshipView(String object, String field, long sourceFilled, long linked, long orphans) {
    }
}
