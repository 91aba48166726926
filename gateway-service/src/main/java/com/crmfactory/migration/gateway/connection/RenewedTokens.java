package com.crmfactory.migration.gateway.connection;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.connection.ConnectionUses.Renewal;
import com.crmfactory.migration.gateway.migration.MigrationEvent.AnalysisFailed;
import com.crmfactory.migration.gateway.migration.MigrationEvent.AnalysisRenewed;
import com.crmfactory.migration.gateway.migration.MigrationEvent.ConnectionRefreshed;
import com.crmfactory.migration.gateway.migration.MigrationEvent.ConnectionRejected;
import com.crmfactory.migration.gateway.store.Analyses;
import com.crmfactory.migration.gateway.store.Credentials;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.MigrationStatus;

import io.smallrye.mutiny.Uni;

/** The end of a renewal, for the migration that waited for it. */
@ApplicationScoped
class RenewedTokens {
    private final Changes changes;
    private final Credentials credentials;
    private final Analyses analyses;
    private final ConnectionUses uses;

    RenewedTokens(Changes changes, Credentials credentials, Analyses analyses, ConnectionUses uses) {
        this.changes = changes;
        this.credentials = credentials;
        this.analyses = analyses;
        this.uses = uses;
    }

    /** Token, message and the end of the request in one transaction. A run goes on, an analysis begins again. */
    Uni<Void> hand(Renewal renewal, Connection connection) {
        return changes.apply(renewal.migrationId(), (migration, now) -> {
            ConnectionRefreshed refreshed = new ConnectionRefreshed(renewal.refusedRevision(),
                    connection.instanceUrl().toString());
            boolean analyzing = migration.status() == MigrationStatus.ANALYZING;
            Uni<Boolean> done = uses.done(renewal, use -> {
                use.connectionRevision = connection.revision();
                use.renewedAt = now;
                use.renewedAtWork = RenewalRequests.work(migration)
                        - (analyzing ? migration.analysis().objectsAnalyzed() : 0);
            });
            if (!refreshed.isFor(migration)) {
                // Somebody brought other credentials meanwhile, or nobody needs them any more.
                return done.replaceWith(refreshed);
            }
            return done.flatMap(taken -> credentials.renew(migration, connection.secrets().accessToken(), now))
                    .flatMap(stored -> analyzing ? analyses.forget(migration.id()) : Uni.createFrom().voidItem())
                    .replaceWith(() -> analyzing
                            ? new AnalysisRenewed(renewal.refusedRevision(), refreshed.instanceUrl())
                            : refreshed);
        }).replaceWithVoid();
    }

    /** The migration stops, with the reason; fresh credentials revive it. */
    Uni<Void> giveUp(Renewal renewal, Failure why) {
        Failure failure = new Failure(why.code(), why.type(), why.message(),
                why.hint() + " Then PUT the new connection to the migration.");
        return changes.apply(renewal.migrationId(), (migration, now) -> uses.done(renewal, use -> {
        }).replaceWith(() -> migration.status() == MigrationStatus.ANALYZING
                && migration.credentialRevision() == renewal.refusedRevision()
                        ? new AnalysisFailed(migration.analysis().number(), failure)
                        : new ConnectionRejected(renewal.refusedRevision(), failure)))
                .replaceWithVoid();
    }
}
