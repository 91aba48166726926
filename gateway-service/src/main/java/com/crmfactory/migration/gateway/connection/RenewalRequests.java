package com.crmfactory.migration.gateway.connection;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.Totals;

import io.smallrye.mutiny.Uni;

/** Takes the news that Salesforce refuses a migration's token, and decides whether a new one can be had. */
@ApplicationScoped
public class RenewalRequests {
    private final ConnectionUses uses;
    private final Connections connections;
    private final SalesforceAppConfig config;

    RenewalRequests(ConnectionUses uses, Connections connections, SalesforceAppConfig config) {
        this.uses = uses;
        this.connections = connections;
        this.config = config;
    }

    /**
     * In the transaction that holds the migration.
     *
     * @param refusedRevision
     *            of the migration's credentials
     * @return true if a new token is on its way, so that the migration need not stop
     */
    public Uni<Boolean> request(Migration migration, long refusedRevision, Instant now) {
        if (refusedRevision != migration.credentialRevision()) {
            return Uni.createFrom().item(false);
        }
        return uses.of(migration.id()).flatMap(found -> found
                .map(use -> request(use, migration, refusedRevision, now))
                .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> request(ConnectionUseRow use, Migration migration, long refusedRevision, Instant now) {
        if (use.refusedRevision != null) {
            return Uni.createFrom().item(true);
        }
        if (use.connectionId == null || isPointless(use, migration, now)) {
            return Uni.createFrom().item(false);
        }
        return connections.present(use.connectionId).map(found -> found.filter(Connection::isUsable)
                .filter(connection -> connection.isRenewable() || connection.revision() > use.connectionRevision))
                .map(Optional::isPresent)
                .invoke(renewable -> {
                    if (renewable) {
                        use.refusedRevision = refusedRevision;
                        use.attemptAt = now;
                        use.attempts = 0;
                    }
                });
    }

    /** A fresh token that opened nothing: it is not its age that Salesforce refuses. */
    private boolean isPointless(ConnectionUseRow use, Migration migration, Instant now) {
        return use.renewedAt != null && use.renewedAtWork == work(migration)
                && now.isBefore(use.renewedAt.plus(config.shortestLife()));
    }

    /** Grows with everything that is read; a new analysis begins at nothing. */
    static long work(Migration migration) {
        return Totals.of(migration.run()).recordsProcessed() + migration.analysis().objectsAnalyzed();
    }
}
