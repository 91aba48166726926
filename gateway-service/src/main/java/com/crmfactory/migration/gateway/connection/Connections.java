package com.crmfactory.migration.gateway.connection;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import com.crmfactory.migration.gateway.change.Trail;
import com.crmfactory.migration.gateway.connection.Vault.Kind;
import com.crmfactory.migration.gateway.store.FailureColumns;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;

/** All connections. Every method needs a session, the changing ones a transaction. Begins with the application: keys. */
@Startup
@ApplicationScoped
class Connections implements PanacheRepositoryBase<ConnectionRow, String> {
    private static final String IDLE = """
                                       select c.id from migration.connection c where c.status = 'connected'
                                       and exists (select 1 from migration.connection_use u where u.connection_id = c.id)
                                       and not exists (select 1 from migration.connection_use u
                                       join migration.migration m on m.id = u.migration_id where u.connection_id = c.id
                                       and m.status not in ('completed', 'cancelled', 'rolled_back'))
                                       order by c.id limit 20""";

    private static final String LATELY_USED = """
                                              select u.migration_id from migration.connection_use u
                                              join migration.migration m on m.id = u.migration_id where u.connection_id = :id
                                              and m.updated_at > now() - interval '1 day' limit 1""";

    private final Vault vault;
    private final Trail trail;

    Connections(Vault vault, Trail trail) {
        this.vault = vault;
        this.trail = trail;
    }

    Uni<Optional<Connection>> present(String id) {
        return findById(id).map(row -> Optional.ofNullable(row).map(this::read));
    }

    /** Nobody else changes it until the transaction ends: this is what makes a renewal happen once. */
    Uni<Optional<Connection>> lock(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(row -> Optional.ofNullable(row).map(this::read));
    }

    Uni<Void> add(Connection connection) {
        ConnectionRow row = new ConnectionRow();
        row.id = connection.id();
        row.organizationId = UUID.fromString(connection.organizationId());
        row.grant = connection.grant().wire();
        row.loginUrl = connection.loginUrl().toString();
        row.clientId = connection.clientId();
        row.createdAt = connection.createdAt();
        write(row, connection);
        return persist(row).flatMap(persisted -> note(connection, "connection_created"));
    }

    /** False if it was removed meanwhile. A new status is noted in the audit trail; a renewed token is none. */
    Uni<Boolean> update(Connection connection) {
        return findById(connection.id()).flatMap(row -> {
            if (row == null) {
                return Uni.createFrom().item(false);
            }
            boolean same = connection.status().wire().equals(row.status);
            write(row, connection);
            return same
                    ? Uni.createFrom().item(true)
                    : note(connection, "connection_" + connection.status().wire()).replaceWith(true);
        });
    }

    Uni<Void> remove(Connection connection) {
        return deleteById(connection.id()).flatMap(deleted -> note(connection, "connection_deleted"));
    }

    private Uni<Void> note(Connection connection, String action) {
        return trail.note(connection.organizationId(), connection.id(), action);
    }

    /** Connected ones whose migrations all came to an end after which Salesforce is not asked any more. */
    Uni<List<String>> idle() {
        return getSession().flatMap(session -> session.createNativeQuery(IDLE, String.class).getResultList());
    }

    /** Whether all its migrations have been over for a day. */
    Uni<Boolean> isLongIdle(String id) {
        return getSession().flatMap(session -> session.createNativeQuery(LATELY_USED, String.class)
                .setParameter("id", id).getResultList()).map(List::isEmpty);
    }

    /** Log-ins that were given up or refused a day ago. */
    Uni<Long> forgetAttempts(Instant before) {
        return delete("status in ('pending', 'failed') and createdAt < ?1", before);
    }

    private void write(ConnectionRow row, Connection connection) {
        row.status = connection.status().wire();
        row.username = connection.username();
        row.instanceUrl = connection.instanceUrl() == null ? null : connection.instanceUrl().toString();
        row.sfOrgId = connection.sfOrgId();
        Secrets secrets = connection.secrets();
        row.sealedClientSecret = vault.seal(connection, Kind.CLIENT_SECRET, secrets.clientSecret());
        row.sealedAccessToken = vault.seal(connection, Kind.ACCESS_TOKEN, secrets.accessToken());
        row.sealedRefreshToken = vault.seal(connection, Kind.REFRESH_TOKEN, secrets.refreshToken());
        row.revision = connection.revision();
        row.error = FailureColumns.of(connection.error());
        row.connectedAt = connection.connectedAt();
        row.renewedAt = connection.renewedAt();
    }

    private Connection read(ConnectionRow row) {
        String organization = row.organizationId.toString();
        Secrets secrets = new Secrets(vault.open(organization, row.id, Kind.CLIENT_SECRET, row.sealedClientSecret),
                vault.openToken(organization, row.id, Kind.ACCESS_TOKEN, row.sealedAccessToken),
                vault.openToken(organization, row.id, Kind.REFRESH_TOKEN, row.sealedRefreshToken));
        return new Connection(row.id, organization, Grant.of(row.grant).orElseThrow(),
                ConnectionStatus.valueOf(row.status.toUpperCase(Locale.ROOT)), URI.create(row.loginUrl), row.clientId,
                row.username, row.instanceUrl == null ? null : URI.create(row.instanceUrl), row.sfOrgId, secrets,
                row.revision, FailureColumns.read(row.error), row.createdAt, row.connectedAt, row.renewedAt);
    }
}
