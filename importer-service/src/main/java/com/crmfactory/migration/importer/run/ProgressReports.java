package com.crmfactory.migration.importer.run;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.messaging.Traceparent;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.Progress;
import com.crmfactory.migration.model.message.ProgressType;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Makes the public progress messages of an object. Every count is absolute, the sequence is the stored one. */
@ApplicationScoped
class ProgressReports {
    private final ObjectMapper json;

    ProgressReports(ObjectMapper json) {
        this.json = json;
    }

    /** Told with the change itself, through the outbox. */
    Function<ObjectRun, List<OutboxEntry>> told(ProgressType type) {
        return run -> List.of(entry(run, type, 0));
    }

    /** @param recordsPerSecond over the last few seconds */
    OutboxEntry entry(ObjectRun run, ProgressType type, double recordsPerSecond) {
        Ledger ledger = run.ledger();
        Progress progress = new Progress(run.migrationId(), run.sequence(), Instant.now(), type, run.object(),
                run.status().wire(), run.command().wave(), run.recordsTotal(), ledger.processed(), ledger.imported(),
                ledger.updated(), ledger.unchanged(), ledger.merged(), ledger.skipped(), ledger.failed(),
                recordsPerSecond, run.apiCalls(), null, run.failure());
        return OutboxEntry.of(Topics.PROGRESS, Pages.SOURCE, progress, json,
                Traceparent.of(run.traceparent()).child());
    }
}
