package com.crmfactory.migration.gateway.store;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.messaging.KeyRing;
import com.crmfactory.migration.messaging.TokenSealing;
import com.crmfactory.migration.model.message.SealedToken;
import com.crmfactory.migration.salesforce.AccessToken;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;

/**
 * The Salesforce credentials: at rest under the storage key, on Kafka under the transport key, nowhere in clear. Every
 * method needs a session. Begins with the application, so that a missing key stops the start.
 */
@Startup
@ApplicationScoped
public class Credentials implements PanacheRepositoryBase<CredentialRow, String> {
    private final TokenSealing storage;
    private final TokenSealing transport;

    @Inject
    public Credentials(KeyConfig keys) {
        this.storage = new TokenSealing(KeyRing.load(keys.storageKeyFile()));
        this.transport = new TokenSealing(KeyRing.load(keys.transportKeyFile()));
    }

    public Uni<Void> add(Migration migration, AccessToken token, Instant now) {
        CredentialRow row = new CredentialRow();
        row.migrationId = migration.id();
        write(row, migration, migration.credentialRevision(), token, now);
        return persist(row).replaceWithVoid();
    }

    /** In clear, for a question that the gateway itself has to ask. */
    public Uni<AccessToken> token(Migration migration) {
        return stored(migration).map(
                row -> AccessToken.of(storage.unseal(row.sealedToken, migration.organizationId(), migration.id())));
    }

    /** As the next revision of the migration's credentials. The token before it is forgotten. */
    public Uni<Void> renew(Migration migration, AccessToken token, Instant now) {
        return stored(migration)
                .invoke(row -> write(row, migration, migration.credentialRevision() + 1, token, now)).replaceWithVoid();
    }

    private void write(CredentialRow row, Migration migration, long revision, AccessToken token, Instant now) {
        row.sealedToken = storage.seal(token.reveal(), migration.organizationId(), migration.id());
        row.revision = revision;
        row.createdAt = now;
    }

    private Uni<CredentialRow> stored(Migration migration) {
        return findById(migration.id()).onItem().ifNull()
                .failWith(() -> new IllegalStateException(migration.id() + " has no credentials"));
    }

    /** Sealed for the analyzer and the importer. */
    public Uni<SealedToken> forTransport(Migration migration) {
        return stored(migration).map(row -> new SealedToken(transport.seal(
                storage.unseal(row.sealedToken, migration.organizationId(), migration.id()),
                migration.organizationId(), migration.id()), row.revision));
    }
}
