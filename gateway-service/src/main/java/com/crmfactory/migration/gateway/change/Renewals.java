package com.crmfactory.migration.gateway.change;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.migration.Decision;
import com.crmfactory.migration.gateway.migration.MigrationEvent.ConnectionReplaced;
import com.crmfactory.migration.gateway.migration.PauseReason;
import com.crmfactory.migration.gateway.store.Credentials;
import com.crmfactory.migration.salesforce.AccessToken;

import io.smallrye.mutiny.Uni;

/** New credentials for a migration: stored, and told to the importer, in one transaction. */
@ApplicationScoped
public class Renewals {
    private final Changes changes;
    private final Runs runs;
    private final Credentials credentials;

    Renewals(Changes changes, Runs runs, Credentials credentials) {
        this.changes = changes;
        this.runs = runs;
        this.credentials = credentials;
    }

    /**
     * Those that a user brought, already known to be of the same Salesforce organization. A run that waits for them goes on.
     *
     * @param origin
     *            notes in the same transaction where they came from
     * @return the decision, or null if there is no such migration
     */
    public Uni<Decision> replace(String migrationId, String instanceUrl, AccessToken token,
            Supplier<Uni<Void>> origin) {
        return changes.apply(migrationId, (migration, now) -> runs
                .refuseSecondRunOf(migration, migration.isPausedFor(PauseReason.CONNECTION_EXPIRED))
                .flatMap(free -> credentials.renew(migration, token, now)).flatMap(stored -> origin.get())
                .replaceWith(new ConnectionReplaced(instanceUrl)));
    }
}
