package com.crmfactory.migration.importer.run;

import java.util.UUID;

import com.crmfactory.migration.importer.load.Destination;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;

/**
 * One object of one run, as it is stored.
 *
 * @param onlyRejected
 *            the object was imported before; only its rejected records are tried again
 * @param attempt
 *            counts the extractions; 0 before the first
 * @param firstAttempt
 *            the first extraction of the present retry
 * @param columnGroups
 *            in how many queries the columns are read
 * @param recordsTotal
 *            expected, later delivered
 * @param delivered
 *            null until Salesforce has said how many records it delivers
 * @param epoch
 *            counts the holders of the lease; a change by an older one does nothing
 */
record ObjectRun(UUID id, UUID organizationId, ImportObject command, ObjectStatus status, boolean onlyRejected,
        int attempt, int firstAttempt, int columnGroups, long recordsTotal, Long delivered, Ledger ledger,
        long apiCalls,
        long sequence, Failure failure, String traceparent, long epoch) {

    String migrationId() {
        return command.migrationId();
    }

    String object() {
        return command.object();
    }

    Destination destination() {
        return new Destination(organizationId, command.migrationId(), command.source().sfOrgId(),
                command.options().replaceOtherOrg());
    }

    @Override
    public String toString() {
        return command.migrationId() + "/" + command.object() + " (" + status.wire() + ", attempt " + attempt + ")";
    }
}
