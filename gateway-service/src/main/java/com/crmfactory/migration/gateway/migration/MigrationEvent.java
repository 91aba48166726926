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

    /** A user gives up during the analysis; a run is cancelled by a message to the importer, which comes later. */
    record CancelRequested() implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.through(Transition.CANCEL, next -> next.status() == MigrationStatus.CANCELLED
                    ? Decision.accepted(next.withRun(next.run().finished(now)),
                            List.of(Effect.announce(ProgressType.MIGRATION_CANCELLED)))
                    : Decision.refused(migration, Refusals.notYetCancellable(migration.status())));
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
            // While it is paused nothing new begins; the counts of what was under way still arrive.
            return changed.status().isFinal() && next.status() == MigrationStatus.RUNNING
                    ? Orchestration.advance(next, List.of(), now)
                    : Decision.accepted(next, List.of());
        }
    }

    /** Salesforce no longer takes the credentials of that revision. */
    record ConnectionRejected(long credentialRevision, Failure failure) implements MigrationEvent {
        @Override
        public Decision on(Migration migration, Instant now) {
            return migration.status() == MigrationStatus.RUNNING
                    && credentialRevision == migration.credentialRevision()
                            ? migration.through(Transition.PAUSE, next -> Decision.accepted(
                                    next.withPause(new Pause(PauseReason.CONNECTION_EXPIRED, null)).withError(failure),
                                    List.of(Effect.announce(ProgressType.MIGRATION_PAUSED))))
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
        return migration.status() == MigrationStatus.RUNNING || migration.status() == MigrationStatus.PAUSED;
    }
}
