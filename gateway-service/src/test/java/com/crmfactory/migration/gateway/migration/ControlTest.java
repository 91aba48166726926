package com.crmfactory.migration.gateway.migration;

import static com.crmfactory.migration.gateway.migration.Given.NOW;
import static com.crmfactory.migration.gateway.migration.Given.begun;
import static com.crmfactory.migration.gateway.migration.Given.done;
import static com.crmfactory.migration.gateway.migration.Given.migration;
import static com.crmfactory.migration.gateway.migration.Given.pending;
import static com.crmfactory.migration.gateway.migration.Given.progress;
import static com.crmfactory.migration.gateway.migration.Given.requiring;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.migration.Decision.Outcome;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.MigrationStatus;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ProgressType;

/** Pause, resume, cancel, retry and new credentials. */
class ControlTest {
    private static final Failure REFUSED = new Failure("sf_session_expired", FailureType.ACCESS, "gone", "renew");
    private static final Failure LIMIT = new Failure("api_budget_used", FailureType.LIMIT, "80 percent", "wait");
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private static final String MOVED = "https://acme-new.my.salesforce.com";

    @Test
    void aPauseIsToldToTheImporterUnderTheNextControlRevision() {
        Decision decision = migration(MigrationStatus.RUNNING, begun("User"))
                .on(new MigrationEvent.PauseRequested(), NOW);
        assertThat(decision.next().pause()).isEqualTo(new Pause(PauseReason.USER, null));
        assertThat(decision.next().controlRevision()).isEqualTo(4);
        assertThat(decision.effects()).containsExactly(Effect.pauseImport(),
                Effect.announce(ProgressType.MIGRATION_PAUSED));
    }

    @Test
    void whatBecameFreeDuringThePauseBeginsWithTheResumption() {
        Migration paused = paused(PauseReason.USER, null, begun("User"), pending("Account", "User"));
        Migration done = paused.on(progress("User", "completed", 3, 0), NOW).next();
        Decision decision = done.on(new MigrationEvent.ResumeRequested(), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.RUNNING);
        assertThat(decision.next().pause()).isNull();
        assertThat(decision.next().controlRevision()).isEqualTo(done.controlRevision() + 1);
        assertThat(decision.effects()).containsExactly(Effect.resumeImport(),
                Effect.announce(ProgressType.MIGRATION_RESUMED), Effect.importObject("Account"));
    }

    @Test
    void aRunWhoseLastObjectEndedDuringThePauseIsValidatedWithTheResumption() {
        Migration paused = paused(PauseReason.USER, null, begun("User"))
                .on(progress("User", "completed", 3, 0), NOW).next();
        Decision decision = paused.on(new MigrationEvent.ResumeRequested(), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.VALIDATING);
        assertThat(decision.effects()).endsWith(Effect.validateImport());
    }

    @Test
    void aCancelledRunIsOverWhenTheImporterHasLetGoOfEverything() {
        Migration running = migration(MigrationStatus.RUNNING, done("User", "completed", 0), begun("Account"),
                begun("Product2"), pending("Contact", "Account"));
        Decision asked = running.on(new MigrationEvent.CancelRequested(), NOW);
        assertThat(asked.next().status()).isEqualTo(MigrationStatus.CANCELLING);
        assertThat(asked.effects()).containsExactly(Effect.cancelImport(), Effect.announceSkipped("Contact"));
        assertThat(asked.next().run().object("Contact").error().code()).isEqualTo("run_cancelled");
        Decision first = asked.next().on(progress("Account", "failed", 6, 2), NOW);
        assertThat(first.next().status()).isEqualTo(MigrationStatus.CANCELLING);
        assertThat(first.effects()).isEmpty();
        Decision last = first.next().on(progress("Product2", "completed", 6, 0), NOW);
        assertThat(last.next().status()).isEqualTo(MigrationStatus.CANCELLED);
        assertThat(last.next().run().finishedAt()).isEqualTo(NOW);
        assertThat(last.next().run().object("Account").ledger().failed()).isEqualTo(2);
        assertThat(last.effects()).containsExactly(Effect.announce(ProgressType.MIGRATION_CANCELLED));
    }

    @Test
    void aPausedRunCanBeCancelledAndOneThatHoldsNothingIsOverAtOnce() {
        Decision held = paused(PauseReason.USER, null, begun("User")).on(new MigrationEvent.CancelRequested(), NOW);
        assertThat(held.next().status()).isEqualTo(MigrationStatus.CANCELLING);
        assertThat(held.next().pause()).isNull();
        Decision idle = paused(PauseReason.USER, null, done("User", "completed", 0), pending("Account", "User"))
                .on(new MigrationEvent.CancelRequested(), NOW);
        assertThat(idle.next().status()).isEqualTo(MigrationStatus.CANCELLED);
        assertThat(idle.effects()).containsExactly(Effect.cancelImport(), Effect.announceSkipped("Account"),
                Effect.announce(ProgressType.MIGRATION_CANCELLED));
    }

    @Test
    void aLimitThatWasMetBeforeTheLastResumptionPausesNothing() {
        Migration running = migration(MigrationStatus.RUNNING, begun("User"));
        assertThat(running.on(new MigrationEvent.ApiLimitReached(2, LIMIT, LATER), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
        Decision decision = running.on(new MigrationEvent.ApiLimitReached(3, LIMIT, LATER), NOW);
        assertThat(decision.next().pause()).isEqualTo(new Pause(PauseReason.API_LIMIT, LATER));
        assertThat(decision.next().error()).isEqualTo(LIMIT);
        assertThat(decision.next().on(new MigrationEvent.ApiLimitReached(3, LIMIT, LATER), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
    }

    @Test
    void aRunWakesOnceAndOnlyFromThePauseWhoseTimeHasCome() {
        Migration paused = paused(PauseReason.API_LIMIT, LATER, begun("User"));
        assertThat(paused.on(new MigrationEvent.Woken(LATER.minusSeconds(1)), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
        Decision woken = paused.on(new MigrationEvent.Woken(LATER), NOW);
        assertThat(woken.next().status()).isEqualTo(MigrationStatus.RUNNING);
        assertThat(woken.next().error()).isNull();
        assertThat(woken.next().on(new MigrationEvent.Woken(LATER), NOW).outcome()).isEqualTo(Outcome.IGNORED);
        assertThat(paused(PauseReason.USER, null, begun("User")).on(new MigrationEvent.Woken(LATER), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
    }

    @Test
    void aRunWithoutValidCredentialsIsNotResumedButRevived() {
        Migration expired = paused(PauseReason.CONNECTION_EXPIRED, null, begun("User")).withError(REFUSED);
        Decision resumed = expired.on(new MigrationEvent.ResumeRequested(), NOW);
        assertThat(resumed.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(resumed.refusal().message()).contains("'paused'");
        Decision revived = expired.on(new MigrationEvent.ConnectionReplaced(MOVED), NOW);
        assertThat(revived.next().status()).isEqualTo(MigrationStatus.RUNNING);
        assertThat(revived.next().error()).isNull();
        assertThat(revived.next().instanceUrl()).isEqualTo(MOVED);
        assertThat(revived.next().credentialRevision()).isEqualTo(2);
        assertThat(revived.effects()).containsExactly(Effect.renewConnection(), Effect.resumeImport(),
                Effect.announce(ProgressType.MIGRATION_RESUMED));
    }

    @Test
    void newCredentialsDoNotEndAPauseThatAUserWanted() {
        Decision decision = paused(PauseReason.USER, null, begun("User"))
                .on(new MigrationEvent.ConnectionReplaced(MOVED), NOW);
        assertThat(decision.next().pause().reason()).isEqualTo(PauseReason.USER);
        assertThat(decision.effects()).containsExactly(Effect.renewConnection());
    }

    @Test
    void credentialsRefusedDuringAPauseAreItsReasonFromThenOn() {
        Decision decision = paused(PauseReason.USER, null, begun("User"))
                .on(new MigrationEvent.ConnectionRejected(1, REFUSED), NOW);
        assertThat(decision.next().pause().reason()).isEqualTo(PauseReason.CONNECTION_EXPIRED);
        assertThat(decision.next().on(new MigrationEvent.ConnectionRejected(1, REFUSED), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
    }

    @Test
    void refreshedCredentialsReachTheImporterWithoutAPauseAndOnlyOnce() {
        Decision decision = migration(MigrationStatus.RUNNING, begun("User"))
                .on(new MigrationEvent.ConnectionRefreshed(1, MOVED), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.RUNNING);
        assertThat(decision.effects()).containsExactly(Effect.renewConnection());
        assertThat(decision.next().on(new MigrationEvent.ConnectionRefreshed(1, MOVED), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
    }

    @Test
    void aRetryBeginsAnewWhatFailedAndKeepsWhatIsIn() {
        Migration ended = migration(MigrationStatus.COMPLETED_WITH_ERRORS, done("User", "completed", 0),
                done("Account", "completed_with_errors", 2), done("Opportunity", "failed", 3),
                requiring("Line", "Opportunity").leftOut(REFUSED));
        Decision decision = ended.on(new MigrationEvent.RetryRequested(List.of(pending("User"),
                pending("Account", "User"), pending("Opportunity", "Account"), requiring("Line", "Opportunity"))), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.RUNNING);
        assertThat(decision.next().run().finishedAt()).isNull();
        assertThat(decision.next().run().object("User").status()).isEqualTo(ObjectStatus.COMPLETED);
        ObjectRun account = decision.next().run().object("Account");
        assertThat(account.retry()).isEqualTo(1);
        assertThat(account.ledger().failed()).isEqualTo(2);
        assertThat(account.sequence()).isEqualTo(5);
        ObjectRun opportunity = decision.next().run().object("Opportunity");
        assertThat(opportunity.ledger().processed()).isZero();
        assertThat(opportunity.error()).isNull();
        assertThat(decision.next().run().object("Line").status()).isEqualTo(ObjectStatus.PENDING);
        assertThat(decision.next().controlRevision()).isEqualTo(ended.controlRevision() + 1);
        assertThat(decision.effects()).as("what held the importer at the end is lifted first").containsExactly(
                Effect.resumeImport(), Effect.announce(ProgressType.MIGRATION_STARTED),
                Effect.importObject("Account"));
    }

    @Test
    void aRetryTakesWhatIsNewInTheConfigurationAndLeavesWhatIsNoLongerInIt() {
        Migration ended = migration(MigrationStatus.COMPLETED_WITH_ERRORS, done("User", "completed", 0),
                done("Opportunity", "failed", 3));
        Decision decision = ended.on(new MigrationEvent.RetryRequested(List.of(pending("User"), pending("Lead"))), NOW);
        assertThat(decision.next().run().object("Opportunity").status()).isEqualTo(ObjectStatus.FAILED);
        assertThat(decision.effects()).containsExactly(Effect.resumeImport(),
                Effect.announce(ProgressType.MIGRATION_STARTED), Effect.importObject("Lead"));
    }

    @Test
    void aRetryWithNothingToTryValidatesAgain() {
        Decision decision = migration(MigrationStatus.COMPLETED_WITH_ERRORS, done("User", "completed", 0))
                .on(new MigrationEvent.RetryRequested(List.of(pending("User"))), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.VALIDATING);
    }

    private static Migration paused(PauseReason reason, Instant resumeAt, ObjectRun... objects) {
        return migration(MigrationStatus.PAUSED, objects).withPause(new Pause(reason, resumeAt));
    }
}
