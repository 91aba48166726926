package com.crmfactory.migration.gateway.migration;

import static com.crmfactory.migration.gateway.migration.Given.NOW;
import static com.crmfactory.migration.gateway.migration.Given.begun;
import static com.crmfactory.migration.gateway.migration.Given.migration;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.crmfactory.migration.gateway.migration.Decision.Outcome;
import com.crmfactory.migration.gateway.migration.MigrationEvent.AnalysisRenewed;
import com.crmfactory.migration.gateway.migration.MigrationEvent.RenewalAwaited;
import com.crmfactory.migration.model.MigrationStatus;

/** What a token that is renewed without a person does to a migration. */
class RenewalEventsTest {
    private static final String MOVED = "https://acme-new.my.salesforce.com";

    @ParameterizedTest
    @EnumSource(MigrationStatus.class)
    void nothingChangesWhileANewTokenIsFetched(MigrationStatus status) {
        Migration before = migration(status, begun("User"));
        Decision decision = before.on(new RenewalAwaited(), NOW);
        assertThat(decision.outcome()).isEqualTo(Outcome.IGNORED);
        assertThat(decision.next()).isEqualTo(before);
    }

    @Test
    void anAnalysisBeginsAgainWithTheNewToken() {
        Migration before = migration(MigrationStatus.ANALYZING);
        Decision decision = before.on(new AnalysisRenewed(before.credentialRevision(), MOVED), NOW);
        assertThat(decision.next().status()).isEqualTo(MigrationStatus.ANALYZING);
        assertThat(decision.next().analysis().number()).isEqualTo(before.analysis().number() + 1);
        assertThat(decision.next().analysis().objectsAnalyzed()).isZero();
        assertThat(decision.next().credentialRevision()).isEqualTo(before.credentialRevision() + 1);
        assertThat(decision.next().instanceUrl()).isEqualTo(MOVED);
        assertThat(decision.effects()).containsExactly(Effect.analyzeOrg());
    }

    @Test
    void aTokenForAnOlderRevisionIsTooLate() {
        Migration before = migration(MigrationStatus.ANALYZING);
        assertThat(before.on(new AnalysisRenewed(before.credentialRevision() - 1, MOVED), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
    }

    @ParameterizedTest
    @EnumSource(value = MigrationStatus.class, names = "ANALYZING", mode = EnumSource.Mode.EXCLUDE)
    void onlyAnAnalysisIsBegunAgain(MigrationStatus status) {
        Migration before = migration(status, begun("User"));
        assertThat(before.on(new AnalysisRenewed(before.credentialRevision(), MOVED), NOW).outcome())
                .isEqualTo(Outcome.IGNORED);
    }
}
