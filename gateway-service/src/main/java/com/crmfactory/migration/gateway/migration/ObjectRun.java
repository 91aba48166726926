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
 * @param sequence
 *            of the last progress message that was taken; 0 before the first
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
public record ObjectRun(String object, String target, int wave, ObjectStatus status, boolean dispatched, long sequence,
        long recordsTotal, long recordsProcessed, Ledger ledger, double recordsPerSecond, long apiCallsUsed,
        List<String> dependsOn, List<String> requires, Failure error) {

    public ObjectRun {
        dependsOn = List.copyOf(dependsOn);
        requires = List.copyOf(requires);
    }

    static ObjectRun pending(String object, String target, int wave, long expected, List<String> dependsOn,
            List<String> requires) {
        return new ObjectRun(object, target, wave, ObjectStatus.PENDING, false, 0, expected, 0, Ledger.EMPTY, 0, 0,
                dependsOn, requires, null);
    }

    boolean waits() {
        return status == ObjectStatus.PENDING && !dispatched;
    }

    ObjectRun begun() {
        return new ObjectRun(object, target, wave, status, true, sequence, recordsTotal, recordsProcessed, ledger,
                recordsPerSecond, apiCallsUsed, dependsOn, requires, error);
    }

    ObjectRun leftOut(Failure reason) {
        return new ObjectRun(object, target, wave, ObjectStatus.SKIPPED, false, sequence, recordsTotal,
                recordsProcessed, ledger, 0, apiCallsUsed, dependsOn, requires, reason);
    }

    ObjectRun progressed(Progress progress) {
        ObjectStatus now = ObjectStatus.valueOf(progress.status().toUpperCase(Locale.ROOT));
        long calls = progress.apiCallsUsed() == null ? apiCallsUsed : progress.apiCallsUsed();
        return new ObjectRun(object, target, wave, now, true, progress.sequence(), progress.recordsTotal(),
                progress.recordsProcessed(), progress.ledger(), now.isFinal() ? 0 : progress.recordsPerSecond(), calls,
                dependsOn, requires, progress.error());
    }
}
