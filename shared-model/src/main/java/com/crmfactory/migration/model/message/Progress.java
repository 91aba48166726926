package com.crmfactory.migration.model.message;

import java.time.Instant;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.Ledger;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A public progress message, on {@code migration.progress}. Every count is absolute, so that duplicates and gaps do no
 * harm; one with a lower {@code sequence} than the last is old.
 *
 * @param sequence
 *            per migration and object for {@code object_*}, the record's for {@code migration_*}
 * @param progressType
 *            {@code type} on the wire
 * @param object
 *            null on {@code migration_*}
 * @param status
 *            {@link com.crmfactory.migration.model.ObjectStatus} or
 *            {@link com.crmfactory.migration.model.MigrationStatus}
 * @param wave
 *            1-based; null on {@code migration_*}
 * @param recordsPerSecond
 *            over the last few seconds
 * @param apiCallsUsed
 *            calls to Salesforce for this object so far; null where it does not apply
 * @param credentialRevision
 *            only on {@code connection_rejected}: the credentials that Salesforce refused
 * @param error
 *            why it failed; null otherwise
 */
public record Progress(String migrationId, long sequence, Instant occurredAt,
        @JsonProperty("type") ProgressType progressType, String object, String status, Integer wave, long recordsTotal,
        long recordsProcessed, long imported, long updated, long unchanged, long merged, long skipped, long failed,
        double recordsPerSecond, @JsonInclude(JsonInclude.Include.NON_NULL) Long apiCallsUsed,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long credentialRevision,
        @JsonInclude(JsonInclude.Include.NON_NULL) Failure error) implements MigrationMessage {

    public Progress {
        Required.fields("migration_id", migrationId, "occurred_at", occurredAt, "type", progressType, "status", status);
    }

    @Override
    public String type() {
        return progressType.wire();
    }

    @Override
    public String subject() {
        return object == null ? migrationId : migrationId + "/" + object;
    }

    public Ledger ledger() {
        return new Ledger(imported, updated, unchanged, merged, skipped, failed);
    }
}
