package com.crmfactory.migration.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import com.crmfactory.migration.gateway.migration.ObjectRun;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.ObjectStatus;

/** An object of a run as it is stored. */
@Entity
@Table(name = "migration_object")
@IdClass(ObjectKey.class)
class ObjectRow {
    @Id
    @Column(name = "migration_id")
    String migrationId;
    @Id
    String object;
    String target;
    int wave;
    String status;
    boolean dispatched;
    int retry;
    long sequence;
    @Column(name = "records_total")
    long recordsTotal;
    @Column(name = "records_processed")
    long recordsProcessed;
    long imported;
    long updated;
    long unchanged;
    long merged;
    long skipped;
    long failed;
    @Column(name = "records_per_second")
    double recordsPerSecond;
    @Column(name = "api_calls_used")
    long apiCallsUsed;
    /** For telling how fast this installation is; a retried object is measured by its last attempt. */
    @Column(name = "started_at")
    Instant startedAt;
    @Column(name = "finished_at")
    Instant finishedAt;
    @Column(name = "depends_on")
    String[] dependsOn;
    String[] requires;
    @Embedded
    FailureColumns error;

    static ObjectRow of(String migrationId, ObjectRun run) {
        ObjectRow row = new ObjectRow();
        row.migrationId = migrationId;
        row.object = run.object();
        row.write(run);
        return row;
    }

    void write(ObjectRun run) {
        target = run.target();
        wave = run.wave();
        dependsOn = run.dependsOn().toArray(String[]::new);
        requires = run.requires().toArray(String[]::new);
        time(run.status());
        status = run.status().wire();
        dispatched = run.dispatched();
        retry = run.retry();
        sequence = run.sequence();
        recordsTotal = run.recordsTotal();
        recordsProcessed = run.recordsProcessed();
        imported = run.ledger().imported();
        updated = run.ledger().updated();
        unchanged = run.ledger().unchanged();
        merged = run.ledger().merged();
        skipped = run.ledger().skipped();
        failed = run.ledger().failed();
        recordsPerSecond = run.recordsPerSecond();
        apiCallsUsed = run.apiCallsUsed();
        error = FailureColumns.of(run.error());
    }

    private void time(ObjectStatus now) {
        boolean again = now == ObjectStatus.EXTRACTING && !now.wire().equals(status);
        boolean begins = again || startedAt == null && now != ObjectStatus.PENDING && !now.isFinal();
        if (begins) {
            startedAt = Instant.now();
            finishedAt = null;
        } else if (now.isFinal() && finishedAt == null) {
            finishedAt = Instant.now();
        }
    }

    ObjectRun read() {
        return new ObjectRun(object, target, wave, ObjectStatus.valueOf(status.toUpperCase(Locale.ROOT)), dispatched,
                retry, sequence, recordsTotal, recordsProcessed,
                new Ledger(imported, updated, unchanged, merged, skipped, failed), recordsPerSecond, apiCallsUsed,
                List.of(dependsOn), List.of(requires), FailureColumns.read(error));
    }
}
