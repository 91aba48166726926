package com.crmfactory.migration.gateway.migration;

import java.time.Instant;
import java.util.List;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.MigrationStatus;
import com.crmfactory.migration.model.message.Progress;
import com.crmfactory.migration.model.message.ProgressType;
import com.crmfactory.migration.model.report.OrgSummary;

/** What happens to a migration, and what it then does. What a user asks for may be refused, a message is ignored. */
public sealed interface MigrationEvent {

    Decision on(Migration migration, Instant now);

    /** A user wants the org analysed again. */
    record AnalyzeRequested() implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.through(Transition.ANALYZE, next -> Decision.accepted(
                    next.withAnalysis(next.analysis().again()).withError(null), List.of(Effect.analyzeOrg())));
        }
    }

    /** The org introduced itself. */
    record AnalysisStarted(int analysis, OrgSummary org, int objectsTotal) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            Analysis next = migration.analysis().of(org, objectsTotal);
            return isAnalyzing(migration, analysis) && !next.equals(migration.analysis())
                    ? Decision.accepted(migration.withAnalysis(next), List.of())
                    : Decision.ignored(migration);
        }
    }

    /** One more object is done; {@code objectsAnalyzed} of this analysis are stored by now. */
    record ObjectAnalyzed(int analysis, int objectsAnalyzed) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return isAnalyzing(migration, analysis) && objectsAnalyzed > migration.analysis().objectsAnalyzed()
                    ? Decision.accepted(migration.withAnalysis(migration.analysis().analyzed(objectsAnalyzed)),
                            List.of())
                    : Decision.ignored(migration);
        }
    }

    /** The report is complete. */
    record AnalysisCompleted(int analysis, OrgSummary org, int readinessScore) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return isAnalyzing(migration, analysis)
                    ? migration.through(Transition.ANALYSIS_SUCCEEDED, next -> Decision.accepted(
                            next.withAnalysis(next.analysis().scored(org, readinessScore)),
                            List.of(Effect.announce(ProgressType.MIGRATION_ANALYZED))))
                    : Decision.ignored(migration);
        }
    }

    /** There will be no report. */
    record AnalysisFailed(int analysis, Failure failure) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return isAnalyzing(migration, analysis)
                    ? migration.through(Transition.ANALYSIS_STOPPED,
                            next -> Decision.accepted(next.withError(failure), List.of()))
                    : Decision.ignored(migration);
        }
    }

    /** A user gives up. An analysis ends at once, a run first lets go of what it holds. */
    record CancelRequested() implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.through(Transition.CANCEL, next -> next.status() == MigrationStatus.CANCELLED
                    ? Decision.accepted(next.withRun(next.run().finished(now)),
                            List.of(Effect.announce(ProgressType.MIGRATION_CANCELLED)))
                    : Orchestration.cancel(next, now));
        }
    }

    /** A user holds the run. */
    record PauseRequested() implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.through(Transition.PAUSE,
                    next -> Orchestration.pause(next, new Pause(PauseReason.USER, null), null));
        }
    }

    /** A user lets the run go on. */
    record ResumeRequested() implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.isPausedFor(PauseReason.CONNECTION_EXPIRED)
                    ? Decision.refused(migration, Refusals.connectionNeeded())
                    : migration.through(Transition.RESUME, next -> Orchestration.resume(next, List.of(), now));
        }
    }

    /**
     * The time of a pause that ends by itself has come.
     *
     * @param resumeAt
     *            the pause's; another one is of an earlier pause
     */
    record Woken(Instant resumeAt) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.status() == MigrationStatus.PAUSED && resumeAt.equals(migration.pause().resumeAt())
                    ? migration.through(Transition.RESUME, next -> Orchestration.resume(next, List.of(), now))
                    : Decision.ignored(migration);
        }
    }

    /**
     * A user wants what failed to be tried again. What held the importer when the run ended, Salesforce's limit say, is
     * lifted by the newer control revision.
     *
     * @param objects
     *            of the present configuration, all pending
     */
    record RetryRequested(List<ObjectRun> objects) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.through(Transition.RETRY, next -> Orchestration.advance(
                    next.withRun(next.run().retried(objects)).withError(null).controlled(),
                    List.of(Effect.resumeImport(), Effect.announce(ProgressType.MIGRATION_STARTED)), now));
        }
    }

    /** A user starts the import of {@code objects}, which are all pending. */
    record RunRequested(List<ObjectRun> objects) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.through(Transition.RUN, next -> Orchestration.advance(
                    next.withRun(next.run().next(objects, now)).withError(null),
                    List.of(Effect.announce(ProgressType.MIGRATION_STARTED)), now));
        }
    }

    /** The importer tells how far an object is. */
    record ObjectProgressed(Progress progress) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.run().objects().stream()
                    .filter(object -> isRunning(migration) && isNews(object))
                    .findFirst().map(object -> taken(migration, object.progressed(progress), now))
                    .orElseGet(() -> Decision.ignored(migration));
        }

        private boolean isNews(ObjectRun object) {
            return object.object().equals(progress.object()) && object.dispatched() && !object.status().isFinal()
                    && progress.sequence() > object.sequence();
        }

        private static Decision taken(Migration migration, ObjectRun changed, Instant now) {
            Migration next = migration.withRun(migration.run().with(List.of(changed)));
            if (!changed.status().isFinal() || next.status() == MigrationStatus.PAUSED) {
                // While it is paused nothing new begins; the counts of what was under way still arrive.
                return Decision.accepted(next, List.of());
            }
            return next.status() == MigrationStatus.CANCELLING
                    ? Orchestration.stop(next, List.of(), now)
                    : Orchestration.advance(next, List.of(), now);
        }
    }

    /** Salesforce no longer takes the credentials of that revision. */
    record ConnectionRejected(long credentialRevision, Failure failure) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            if (credentialRevision != migration.credentialRevision()) {
                return Decision.ignored(migration);
            }
            Pause expired = new Pause(PauseReason.CONNECTION_EXPIRED, null);
            return switch (migration.status()) {
                case RUNNING -> migration.through(Transition.PAUSE,
                        next -> Orchestration.pause(next, expired, failure));
                // Told late: it is held already, but whoever resumes it has to know what it needs.
                case PAUSED -> migration.isPausedFor(PauseReason.CONNECTION_EXPIRED)
                        ? Decision.ignored(migration)
                        : Decision.accepted(migration.withPause(expired).withError(failure),
                                List.of(Effect.announce(ProgressType.MIGRATION_PAUSED)));
                case ANALYZING, ANALYSIS_FAILED, READY, VALIDATING, COMPLETED, COMPLETED_WITH_ERRORS, FAILED,
                        CANCELLING,
                        CANCELLED, ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED ->
                    Decision.ignored(migration);
            };
        }
    }

    /** A user brought new credentials of the same org, which are stored with this change. A run that lacked them goes on. */
    record ConnectionReplaced(String instanceUrl) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return switch (migration.status()) {
                case ANALYSIS_FAILED, READY -> Decision.accepted(migration.renewed(instanceUrl), List.of());
                case PAUSED -> migration.isPausedFor(PauseReason.CONNECTION_EXPIRED)
                        ? migration.renewed(instanceUrl).through(Transition.RESUME,
                                next -> Orchestration.resume(next, List.of(Effect.renewConnection()), now))
                        : Decision.accepted(migration.renewed(instanceUrl), List.of(Effect.renewConnection()));
                case ANALYZING, RUNNING, VALIDATING, COMPLETED, COMPLETED_WITH_ERRORS, FAILED, CANCELLING, CANCELLED,
                        ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED ->
                    Decision.refused(migration, Refusals.connectionNotReplaceable(migration.status()));
            };
        }
    }

    /** New credentials are being fetched for those that Salesforce refuses; until then nothing changes. */
    record RenewalAwaited() implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return Decision.ignored(migration);
        }
    }

    /** An analysis whose token had expired has a new one, which is stored with this change, and begins again. */
    record AnalysisRenewed(long credentialRevision, String instanceUrl) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.status() == MigrationStatus.ANALYZING
                    && credentialRevision == migration.credentialRevision()
                            ? Decision.accepted(migration.renewed(instanceUrl)
                                    .withAnalysis(migration.analysis().again()), List.of(Effect.analyzeOrg()))
                            : Decision.ignored(migration);
        }
    }

    /**
     * The gateway itself got new credentials for those of {@code credentialRevision}; they are stored with this change.
     */
    record ConnectionRefreshed(long credentialRevision, String instanceUrl) implements MigrationEvent {

        /** Nobody was faster, and somebody still needs them. */
        public boolean isFor(Migration migration) {
            return credentialRevision == migration.credentialRevision() && switch (migration.status()) {
                case ANALYZING, ANALYSIS_FAILED, READY, RUNNING, PAUSED -> true;
                case VALIDATING, COMPLETED, COMPLETED_WITH_ERRORS, FAILED, CANCELLING, CANCELLED, ROLLING_BACK,
                        ROLLED_BACK, ROLLBACK_FAILED ->
                    false;
            };
        }

        @Override
        public Decision on(Migration migration, Instant now) {
            if (!isFor(migration)) {
                return Decision.ignored(migration);
            }
            boolean imports = migration.status() == MigrationStatus.RUNNING
                    || migration.status() == MigrationStatus.PAUSED;
            return Decision.accepted(migration.renewed(instanceUrl),
                    imports ? List.of(Effect.renewConnection()) : List.of());
        }
    }

    /**
     * Salesforce's limit, or the run's share of it, is used up.
     *
     * @param controlRevision
     *            the last that the importer had taken; what it met before a newer one is over
     * @param resumeAt
     *            when the run goes on by itself
     */
    record ApiLimitReached(long controlRevision, Failure failure, Instant resumeAt) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.status() == MigrationStatus.RUNNING && controlRevision == migration.controlRevision()
                    ? migration.through(Transition.PAUSE, next -> Orchestration.pause(next,
                            new Pause(PauseReason.API_LIMIT, resumeAt), failure))
                    : Decision.ignored(migration);
        }
    }

    /** A user wants both sides compared again. */
    record ValidateRequested() implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.through(Transition.VALIDATE, Orchestration::validate);
        }
    }

    /** Both sides are compared. */
    record ValidationCompleted(int run, int validation, boolean passed) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            boolean awaited = migration.status() == MigrationStatus.VALIDATING && run == migration.run().number()
                    && validation == migration.run().validation();
            return awaited ? Orchestration.conclude(migration, passed, now) : Decision.ignored(migration);
        }
    }

    private static boolean isAnalyzing(Migration migration, int analysis) {
        return migration.status() == MigrationStatus.ANALYZING && migration.analysis().number() == analysis;
    }

    private static boolean isRunning(Migration migration) {
        return migration.status() == MigrationStatus.RUNNING || migration.status() == MigrationStatus.PAUSED
                || migration.status() == MigrationStatus.CANCELLING;
    }
}
