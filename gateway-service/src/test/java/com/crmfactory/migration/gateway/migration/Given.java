package com.crmfactory.migration.gateway.migration;

import java.time.Instant;
import java.util.List;

import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.MigrationStatus;
import com.crmfactory.migration.model.message.Progress;
import com.crmfactory.migration.model.message.ProgressType;
import com.crmfactory.migration.model.report.OrgSummary;

/** States and events of the tests. */
final class Given {
    static final Instant THEN = Instant.parse("2026-11-23T10:00:00Z");
    static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");
    static final OrgSummary ORG = new OrgSummary("00D000000000001AAA", "Acme", "Enterprise Edition", false, "67.0");
    static final String ID = "mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM";

    private Given() {
    }

    static Migration migration(MigrationStatus status, ObjectRun... objects) {
        Run run = objects.length == 0 ? Run.NONE : new Run(1, 0, THEN, null, List.of(objects));
        return new Migration(ID, "00000000-0000-0000-0000-000000000001", "Acme", "https://acme.my.salesforce.com", 1, 3,
                status, null, new Analysis(2, ORG, 3, 1, 87), run, null, THEN, THEN, 7);
    }

    static Migration validating(ObjectRun... objects) {
        return migration(MigrationStatus.VALIDATING, objects).withRun(new Run(1, 1, THEN, null, List.of(objects)));
    }

    static ObjectRun pending(String object, String... dependsOn) {
        return ObjectRun.pending(object, object.toLowerCase(java.util.Locale.ROOT), 1, 10, List.of(dependsOn),
                List.of());
    }

    static ObjectRun requiring(String object, String parent) {
        return ObjectRun.pending(object, object.toLowerCase(java.util.Locale.ROOT), 2, 10, List.of(parent),
                List.of(parent));
    }

    static ObjectRun begun(String object) {
        return pending(object).begun();
    }

    static ObjectRun done(String object, String status, long failed) {
        return begun(object).progressed(progress(object, status, 5, failed).progress());
    }

    static MigrationEvent.ObjectProgressed progress(String object, String status, long sequence, long failed) {
        return new MigrationEvent.ObjectProgressed(new Progress(ID, sequence, NOW, ProgressType.OBJECT_PROGRESS, object,
                status, 1, 10, 4 + failed, 4, 0, 0, 0, 0, failed, 2.5, 8L, null, null));
    }

    static Ledger imported(long records) {
        return new Ledger(records, 0, 0, 0, 0, 0);
    }
}
