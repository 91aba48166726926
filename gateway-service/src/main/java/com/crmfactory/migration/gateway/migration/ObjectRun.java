package com.crmfactory.migration.gateway.migration;

import java.util.List;
import java.util.Locale;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.Progress;

/**
 * The import of one object.
 *
 * @param wave
 *            1-based, for display
 * @param dispatched
 *            the importer was told to begin
 * @param retry
 *            counts how often it was tried again, from 1; 0 on the first import
 * @param sequence
 *            of its last progress message, whoever sent it; 0 before the first
 * @param recordsTotal
 *            expected, later delivered
 * @param recordsPerSecond
 *            over the last few seconds
 * @param dependsOn
 *            objects that have to be final before this one begins
 * @param requires
 *            those of them without which it makes no sense
 * @param error
 *            why it failed or was skipped; null otherwise
 */
public record ObjectRun(String object, String target, int wave, ObjectStatus status, boolean dispatched, int retry,
        long sequence, long recordsTotal, long recordsProcessed, Ledger ledger, double recordsPerSecond,
        long apiCallsUsed,
        List<String> dependsOn, List<String> requires, Failure error) {

    public ObjectRun {
        dependsOn = List.copyOf(dependsOn);
        requires = List.copyOf(requires);
    }

    static ObjectRun pending(String object, String target, int wave, long expected, List<String> dependsOn,
            List<String> requires) {
        return new ObjectRun(object, target, wave, ObjectStatus.PENDING, false, 0, 0, expected, 0, Ledger.EMPTY, 0, 0,
                dependsOn, requires, null);
    }

    boolean waits() {
        return status == ObjectStatus.PENDING && !dispatched;
    }

    ObjectRun begun() {
        return new ObjectRun(object, target, wave, status, true, retry, sequence, recordsTotal, recordsProcessed,
                ledger,
                recordsPerSecond, apiCallsUsed, dependsOn, requires, error);
    }

    /** The announcement of it takes the next number of the object's sequence. */
    ObjectRun leftOut(Failure reason) {
        return new ObjectRun(object, target, wave, ObjectStatus.SKIPPED, false, retry, sequence + 1, recordsTotal,
                recordsProcessed, ledger, 0, apiCallsUsed, dependsOn, requires, reason);
    }

    ObjectRun progressed(Progress progress) {
        ObjectStatus now = ObjectStatus.valueOf(progress.status().toUpperCase(Locale.ROOT));
        long calls = progress.apiCallsUsed() == null ? apiCallsUsed : progress.apiCallsUsed();
        return new ObjectRun(object, target, wave, now, true, retry, progress.sequence(), progress.recordsTotal(),
                progress.recordsProcessed(), progress.ledger(), now.isFinal() ? 0 : progress.recordsPerSecond(), calls,
                dependsOn, requires, progress.error());
    }

    boolean isOpen() {
        return dispatched && !status.isFinal();
    }

    /**
     * What becomes of it in a retry: what was imported without a rejected record stays, what was imported with some keeps its
     * counts until the importer has tried those again, anything else begins anew.
     *
     * @param planned
     *            the same object by the present configuration
     */
    ObjectRun retried(ObjectRun planned) {
        if (status == ObjectStatus.COMPLETED) {
            return this;
        }
        boolean kept = status.isUsable();
        return new ObjectRun(object, planned.target, planned.wave, ObjectStatus.PENDING, false, retry + 1, sequence,
                kept ? recordsTotal : planned.recordsTotal, kept ? recordsProcessed : 0, kept ? ledger : Ledger.EMPTY,
                0,
                apiCallsUsed, planned.dependsOn, planned.requires, null);
    }
}
