package com.crmfactory.migration.gateway.migration;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.MigrationStatus;

/**
 * A migration as a whole.
 *
 * @param credentialRevision
 *            counts the renewals of the credentials, from 1
 * @param controlRevision
 *            counts what the importer was told about the run (pause, resume, cancel); 0 before the first
 * @param pause
 *            null unless the status is {@code paused}
 * @param error
 *            what a person has to know; null if there is nothing
 * @param sequence
 *            counts the changes, from 1
 */
public record Migration(String id, String organizationId, String name, String instanceUrl, long credentialRevision,
        long controlRevision, MigrationStatus status, Pause pause, Analysis analysis, Run run, Failure error,
        Instant createdAt,
        Instant updatedAt, long sequence) {

    /** A new migration, whose analysis begins. */
    public static Decision begin(String id, String organizationId, String name, String instanceUrl, Instant now) {
        Migration migration = new Migration(id, organizationId, name, instanceUrl, 1, 0, MigrationStatus.ANALYZING,
                null,
                Analysis.FIRST, Run.NONE, null, now, now, 1);
        return Decision.accepted(migration, List.of(Effect.analyzeOrg()));
    }

    /** The one place where a migration changes. */
    public Decision on(MigrationEvent event, Instant now) {
        Decision decision = event.on(this, now);
        return decision.outcome() == Decision.Outcome.ACCEPTED
                ? Decision.accepted(decision.next().changedAt(now), decision.effects())
                : decision;
    }

    /** Takes the transition if the status allows it. */
    Decision through(Transition transition, Function<Migration, Decision> then) {
        return transition.from(status)
                .map(next -> then.apply(withStatus(next)))
                .orElseGet(() -> Decision.refused(this, Refusals.notAllowed(transition, status)));
    }

    Migration withStatus(MigrationStatus next) {
        return new Migration(id, organizationId, name, instanceUrl, credentialRevision, controlRevision, next, null,
                analysis, run,
                error, createdAt, updatedAt, sequence);
    }

    Migration withPause(Pause why) {
        return new Migration(id, organizationId, name, instanceUrl, credentialRevision, controlRevision, status, why,
                analysis, run,
                error, createdAt, updatedAt, sequence);
    }

    Migration withAnalysis(Analysis next) {
        return new Migration(id, organizationId, name, instanceUrl, credentialRevision, controlRevision, status, pause,
                next, run, error,
                createdAt, updatedAt, sequence);
    }

    Migration withRun(Run next) {
        return new Migration(id, organizationId, name, instanceUrl, credentialRevision, controlRevision, status, pause,
                analysis, next,
                error, createdAt, updatedAt, sequence);
    }

    Migration withError(Failure next) {
        return new Migration(id, organizationId, name, instanceUrl, credentialRevision, controlRevision, status, pause,
                analysis, run,
                next, createdAt, updatedAt, sequence);
    }

    /** The importer is told something new about the run. */
    Migration controlled() {
        return new Migration(id, organizationId, name, instanceUrl, credentialRevision, controlRevision + 1, status,
                pause, analysis, run, error, createdAt, updatedAt, sequence);
    }

    /** With new credentials, valid at {@code url}. */
    Migration renewed(String url) {
        return new Migration(id, organizationId, name, url, credentialRevision + 1, controlRevision, status, pause,
                analysis, run, error, createdAt, updatedAt, sequence);
    }

    public boolean isPausedFor(PauseReason reason) {
        return status == MigrationStatus.PAUSED && pause != null && pause.reason() == reason;
    }

    private Migration changedAt(Instant now) {
        return new Migration(id, organizationId, name, instanceUrl, credentialRevision, controlRevision, status, pause,
                analysis, run,
                error, createdAt, now, sequence + 1);
    }
}
