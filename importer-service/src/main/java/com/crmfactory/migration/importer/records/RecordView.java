package com.crmfactory.migration.importer.records;

import java.util.UUID;

/**
 * Where a Salesforce record went, in the shape that the API publishes.
 *
 * @param status
 *            the ledger's state
 * @param entity
 *            target table; null if the record is in none. A record that was skipped or failed has one if an earlier run
 *            brought it, or if it lives on in another
 * @param reason
 *            why it is in that state
 */
public record RecordView(String sfId, String object, String status, String entity, UUID id, String migrationId,
        String reason) {
}
