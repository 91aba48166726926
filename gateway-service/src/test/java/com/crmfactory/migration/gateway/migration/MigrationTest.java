package com.crmfactory.migration.gateway.migration;

import static com.crmfactory.migration.gateway.migration.Given.NOW;
import static com.crmfactory.migration.gateway.migration.Given.ORG;
import static com.crmfactory.migration.gateway.migration.Given.begun;
import static com.crmfactory.migration.gateway.migration.Given.done;
import static com.crmfactory.migration.gateway.migration.Given.migration;
import static com.crmfactory.migration.gateway.migration.Given.pending;
import static com.crmfactory.migration.gateway.migration.Given.progress;
import static com.crmfactory.migration.gateway.migration.Given.requiring;
import static com.crmfactory.migration.gateway.migration.Given.validating;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.crmfactory.migration.gateway.migration.Decision.Outcome;
import com.crmfactory.migration.gateway.migration.Effect.Kind;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.MigrationStatus;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ProgressType;

class MigrationTest {
    private static final Failure REFUSED = new Failure("sf_session_expired", FailureType.ACCESS, "gone", "renew");
    private static final Failure LIMIT = new Failure("sf_daily_limit", FailureType.LIMIT, "used up", "wait");
    private static final Instant LATER = NOW.plusSeconds(3_600);

    /** What a user asks for is refused in the wrong status; what a message tells is ignored. */
    private static final Map<String, MigrationEvent> REQUESTS = Map.of(
            "pause", new MigrationEvent.PauseRequested(),
            "resume", new MigrationEvent.ResumeRequested(),
            "retry", new MigrationEvent.RetryRequested(List.of(pending("Account"))),
            "replaceConnection", new MigrationEvent.ConnectionReplaced("https://acme.my.salesforce.com"),
            "analyze", new MigrationEvent.AnalyzeRequested(),
            "run", new MigrationEvent.RunRequested(List.of(pending("Account"))),
            "cancel", new MigrationEvent.CancelRequested(),
            "validate", new MigrationEvent.ValidateRequested());
    private static final Map<String, MigrationEvent> MESSAGES = Map.of(
            "started", new MigrationEvent.AnalysisStarted(2, ORG, 9),
            "analyzed", new MigrationEvent.ObjectAnalyzed(2, 2),
            "analysisCompleted", new MigrationEvent.AnalysisCompleted(2, ORG, 50),
            "analysisFailed", new MigrationEvent.AnalysisFailed(2, REFUSED),
            "progress", progress("Account", "importing", 6, 0),
            "rejected", new MigrationEvent.ConnectionRejected(1, REFUSED),
            "refreshed", new MigrationEvent.ConnectionRefreshed(1, "https://acme.my.salesforce.com"),
            "limit", new MigrationEvent.ApiLimitReached(3, LIMIT, LATER),
            "woken", new MigrationEvent.Woken(LATER),
            "validated", new MigrationEvent.ValidationCompleted(1, 1, true));
    private static final Map<String, Set<MigrationStatus>> ACCEPTED_IN = Map.ofEntries(
            Map.entry("analyze", Set.of(MigrationStatus.READY, MigrationStatus.ANALYSIS_FAILED)),
            Map.entry("run", Set.of(MigrationStatus.READY)),
            Map.entry("cancel",
                    Set.of(MigrationStatus.ANALYZING, MigrationStatus.RUNNING, MigrationStatus.PAUSED)),
            Map.entry("pause", Set.of(MigrationStatus.RUNNING)),
            Map.entry("resume", Set.of(MigrationStatus.PAUSED)),
            Map.entry("retry", Set.of(MigrationStatus.FAILED, MigrationStatus.COMPLETED_WITH_ERRORS)),
            Map.entry("replaceConnection",
                    Set.of(MigrationStatus.ANALYSIS_FAILED, MigrationStatus.READY, MigrationStatus.PAUSED)),
            Map.entry("refreshed",
                    Set.of(MigrationStatus.ANALYZING, MigrationStatus.ANALYSIS_FAILED, MigrationStatus.READY,
                            MigrationStatus.RUNNING, MigrationStatus.PAUSED)),
            Map.entry("limit", Set.of(MigrationStatus.RUNNING)),
            Map.entry("woken", Set.of(MigrationStatus.PAUSED)),
            Map.entry("validate", Set.of(MigrationStatus.COMPLETED, MigrationStatus.COMPLETED_WITH_ERRORS)),
            Map.entry("started", Set.of(MigrationStatus.ANALYZING)),
            Map.entry("analyzed", Set.of(MigrationStatus.ANALYZING)),
            Map.entry("analysisCompleted", Set.of(MigrationStatus.ANALYZING)),
            Map.entry("analysisFailed", Set.of(MigrationStatus.ANALYZING)),
            Map.entry("progress",
                    Set.of(MigrationStatus.RUNNING, MigrationStatus.PAUSED, MigrationStatus.CANCELLING)),
            Map.entry("rejected", Set.of(MigrationStatus.RUNNING, MigrationStatus.PAUSED)),
            Map.entry("validated", Set.of(MigrationStatus.VALIDATING)));

    static Stream<Arguments> everyEventInEveryStatus() {
        return ACCEPTED_IN.keySet().stream().flatMap(
                event -> Stream.of(MigrationStatus.values()).map(status -> Arguments.of(event, status)));
    }

    @ParameterizedTest
    @MethodSource("everyEventInEveryStatus")
    void acceptsRefusesOrIgnoresAsTheStatusDemands(String event, MigrationStatus status) {
        Migration before = in(status, validating(begun("Account")));
        boolean asked = REQUESTS.containsKey(event);
        Decision decision = before.on(asked ? REQUESTS.get(event) : MESSAGES.get(event), NOW);
        if (ACCEPTED_IN.get(event).contains(status)) {
            assertThat(decision.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(decision.next().sequence()).isEqualTo(before.sequence() + 1);
            assertThat(decision.next().updatedAt()).isEqualTo(NOW);
        } else {
            assertThat(decision.outcome()).isEqualTo(asked ? Outcome.REFUSED : Outcome.IGNORED);
            assertThat(decision.next()).isSameAs(before);
            assertThat(decision.effects()).isEmpty();
        }
        if (decision.outcome() == Outcome.REFUSED) {
            assertThat(decision.refusal().message()).contains("'" + status.wire() + "'");
        }
    }

    /** A pause that ends by itself, since every event that concerns pauses concerns that one. */
    private static Migration in(MigrationStatus status, Migration migration) {
        Migration there = migration.withStatus(status);
        return status == MigrationStatus.PAUSED
                ? there.withPause(new Pause(PauseReason.API_LIMIT, LATER)).withError(LIMIT)
                : there;
    }

    @Test
    void eventsOfAnOlderAnalysisChangeNothing() {
        Migration before = migration(MigrationStatus.ANALYZING);
        for (MigrationEvent old : List.of(new MigrationEvent.AnalysisStarted(1, ORG, 9),
                new MigrationEvent.ObjectAnalyzed(1, 2), new MigrationEvent.AnalysisCompleted(1, ORG, 50),
                new MigrationEvent.AnalysisFailed(1, REFUSED))) {
            assertThat(before.on(old, NOW).outcome()).isEqualTo(Outcome.IGNORED);
        }
    }

    @Test
    void aRepeatedAnalysisEventChangesNothing() {
        Migration once = migration(MigrationStatus.ANALYZING).on(MESSAGES.get("started"), NOW).next();
        assertThat(once.analysis().objectsTotal()).isEqualTo(9);
        assertThat(once.on(MESSAGES.get("started"), NOW).outcome()).isEqualTo(Outcome.IGNORED);
        Migration more = once.on(MESSAGES.get("analyzed"), NOW).next();
        assertThat(more.analysis().objectsAnalyzed()).isEqualTo(2);
        assertThat(more.on(MESSAGES.get("analyzed"), NOW).outcome()).isEqualTo(Outcome.IGNORED);
    }

    @Test
    void analyzesAgainUnderTheNextNumberAndForgetsTheError() {
        Decision decision = migration(MigrationStatus.ANALYSIS_FAILED).withError(REFUSED)
                .on(new MigrationEvent.AnalyzeRequested(), NOW);
        assertThat(decision.next().analysis()).isEqualTo(new Analysis(3, ORG, 0, 0, null));
        assertThat(decision.next().error()).isNull();
        assertThat(decision.effects()).containsExactly(Effect.analyzeOrg());
    }

    @Test
    void aRunBeginsWithTheObjectsThatWaitForNothing() {
        Decision decision = migration(MigrationStatus.READY).on(new MigrationEvent.RunRequested(
                List.of(pending("User"), pending("Account", "User"), pending("Product2"))), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.RUNNING);
        assertThat(decision.next().run().startedAt()).isEqualTo(NOW);
        assertThat(decision.effects()).containsExactly(Effect.announce(ProgressType.MIGRATION_STARTED),
                Effect.importObject("User"), Effect.importObject("Product2"));
    }

    @Test
    void anObjectBeginsWhenTheLastOneItWaitedForIsDone() {
        Migration running = migration(MigrationStatus.RUNNING, begun("User"), begun("Product2"),
                pending("Case", "User", "Product2"));
        Decision first = running.on(progress("User", "completed", 1, 0), NOW);
        assertThat(first.effects()).isEmpty();
        Decision second = first.next().on(progress("Product2", "completed_with_errors", 1, 3), NOW);
        assertThat(second.effects()).containsExactly(Effect.importObject("Case"));
        assertThat(second.next().on(progress("Product2", "completed", 2, 0), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
    }

    @Test
    void olderAndRepeatedProgressChangesNothing() {
        Migration running = migration(MigrationStatus.RUNNING, begun("Account"));
        Migration fifth = running.on(progress("Account", "importing", 5, 1), NOW).next();
        assertThat(fifth.run().objects().get(0).recordsProcessed()).isEqualTo(5);
        assertThat(fifth.on(progress("Account", "extracting", 5, 0), NOW).outcome()).isEqualTo(Outcome.IGNORED);
        assertThat(fifth.on(progress("Account", "extracting", 4, 0), NOW).outcome()).isEqualTo(Outcome.IGNORED);
        assertThat(fifth.on(progress("Unknown", "importing", 9, 0), NOW).outcome()).isEqualTo(Outcome.IGNORED);
    }

    @Test
    void whatRequiresAFailedObjectIsLeftOutWithAllThatRequiresIt() {
        Migration running = migration(MigrationStatus.RUNNING, begun("Opportunity"), begun("Account"),
                requiring("Line", "Opportunity"), requiring("Schedule", "Line"), pending("Task", "Opportunity"));
        Decision decision = running.on(progress("Opportunity", "failed", 1, 9), NOW);
        assertThat(decision.effects()).containsExactly(Effect.announceSkipped("Line"),
                Effect.announceSkipped("Schedule"), Effect.importObject("Task"));
        assertThat(decision.next().run().objects()).filteredOn(object -> object.status() == ObjectStatus.SKIPPED)
                .allSatisfy(object -> assertThat(object.error().code()).isEqualTo("parent_object_failed"))
                .extracting(ObjectRun::object).containsExactly("Line", "Schedule");
    }

    @Test
    void validatesWhenEveryObjectIsFinal() {
        Decision decision = migration(MigrationStatus.RUNNING, done("User", "failed", 3), begun("Account"))
                .on(progress("Account", "completed", 1, 0), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.VALIDATING);
        assertThat(decision.next().run().validation()).isEqualTo(1);
        assertThat(decision.effects()).containsExactly(Effect.announce(ProgressType.MIGRATION_VALIDATING),
                Effect.validateImport());
    }

    @Test
    void failsOnlyIfNoObjectWasImported() {
        Decision decision = migration(MigrationStatus.RUNNING, done("User", "failed", 3), begun("Opportunity"),
                requiring("Line", "Opportunity")).on(progress("Opportunity", "failed", 1, 1), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.FAILED);
        assertThat(decision.next().run().finishedAt()).isEqualTo(NOW);
        assertThat(decision.next().error().code()).isEqualTo("all_objects_failed");
        assertThat(decision.effects()).containsExactly(Effect.announceSkipped("Line"),
                Effect.announce(ProgressType.MIGRATION_FAILED));
    }

    @Test
    void isCompletedOnlyIfEverythingIsCleanAndTheProofPassed() {
        MigrationEvent passed = new MigrationEvent.ValidationCompleted(1, 1, true);
        MigrationEvent failed = new MigrationEvent.ValidationCompleted(1, 1, false);
        assertThat(validating(done("User", "completed", 0)).on(passed, NOW).next().status())
                .isEqualTo(MigrationStatus.COMPLETED);
        assertThat(validating(done("User", "completed_with_errors", 1)).on(passed, NOW).next().status())
                .isEqualTo(MigrationStatus.COMPLETED_WITH_ERRORS);
        assertThat(validating(done("User", "completed", 0), done("Case", "failed", 1)).on(passed, NOW).next().status())
                .isEqualTo(MigrationStatus.COMPLETED_WITH_ERRORS);
        Migration unproven = validating(done("User", "completed", 0)).on(failed, NOW).next();
        assertThat(unproven.status()).isEqualTo(MigrationStatus.COMPLETED_WITH_ERRORS);
        assertThat(unproven.error().code()).isEqualTo("validation_failed");
    }

    @Test
    void theResultOfAnOlderValidationChangesNothing() {
        Migration again = validating(done("User", "completed", 0)).withRun(
                validating(done("User", "completed", 0)).run().validatedAgain());
        assertThat(again.on(new MigrationEvent.ValidationCompleted(1, 1, true), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
        assertThat(again.on(new MigrationEvent.ValidationCompleted(1, 2, true), NOW).outcome())
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void refusedCredentialsPauseARunWithoutEndingIt() {
        Migration running = migration(MigrationStatus.RUNNING, begun("User"), pending("Account", "User"));
        Decision decision = running.on(new MigrationEvent.ConnectionRejected(1, REFUSED), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.PAUSED);
        assertThat(decision.next().pause().reason()).isEqualTo(PauseReason.CONNECTION_EXPIRED);
        assertThat(decision.next().error()).isEqualTo(REFUSED);
        assertThat(decision.effects()).containsExactly(Effect.pauseImport(),
                Effect.announce(ProgressType.MIGRATION_PAUSED));
        Decision later = decision.next().on(progress("User", "completed", 1, 0), NOW);
        assertThat(later.next().status()).isEqualTo(MigrationStatus.PAUSED);
        assertThat(later.next().pause()).isNotNull();
        assertThat(later.effects()).isEmpty();
    }

    @Test
    void credentialsThatWereRenewedMeanwhileDoNotPauseTheRun() {
        assertThat(migration(MigrationStatus.RUNNING, begun("User"))
                .on(new MigrationEvent.ConnectionRejected(0, REFUSED), NOW).outcome()).isEqualTo(Outcome.IGNORED);
    }

    @Test
    void aMigrationBeginsWithItsAnalysis() {
        Decision decision = Migration.begin(Given.ID, "org", "name", "https://acme.my.salesforce.com", NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.ANALYZING);
        assertThat(decision.next().sequence()).isEqualTo(1);
        assertThat(decision.effects()).extracting(Effect::kind).containsExactly(Kind.ANALYZE_ORG);
    }
}
