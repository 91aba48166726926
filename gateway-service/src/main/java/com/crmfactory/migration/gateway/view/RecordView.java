package com.crmfactory.migration.gateway.view;

import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a Salesforce record went, as the importer tells it. */
@Schema(name = "RecordView", description = "Where a Salesforce record went; status is the ledger's, entity the CRM's table")
public record RecordView(String sfId, String object, String status, String entity, UUID id, String migrationId,
        String reason) {
}
