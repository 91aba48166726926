package com.crmfactory.migration.gateway.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Which migration uses which connection, and the renewals that are due. Every method needs a transaction. */
@ApplicationScoped
class ConnectionUses implements PanacheRepositoryBase<ConnectionUseRow, String> {
    /** Skips what another replica is taking at this moment. */
    private static final String NEXT = """
                                       select migration_id from migration.connection_use
                                       where refused_revision is not null and attempt_at <= ?1
                                       order by attempt_at limit 1 for update skip locked""";

    /**
     * A renewal that somebody waits for.
     *
     * @param connectionRevision
     *            of the token that Salesforce refused
     * @param attempts
     *            this one included
     */
    record Renewal(String migrationId, String connectionId, long connectionRevision, long refusedRevision,
            int attempts) {
    }

    Uni<Void> put(String migrationId, String connectionId, long connectionRevision) {
        return findById(migrationId).flatMap(found -> {
            ConnectionUseRow row = found == null ? new ConnectionUseRow() : found;
            row.migrationId = migrationId;
            row.connectionId = connectionId;
            row.connectionRevision = connectionRevision;
            row.refusedRevision = null;
            row.attemptAt = null;
            row.attempts = 0;
            row.renewedAt = null;
            return found == null ? persist(row).replaceWithVoid() : Uni.createFrom().voidItem();
        });
    }

    Uni<Void> remove(String migrationId) {
        return deleteById(migrationId).replaceWithVoid();
    }

    Uni<Optional<ConnectionUseRow>> of(String migrationId) {
        return findById(migrationId, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    /** The renewal is over; false if the use ended meanwhile or waits for another one. */
    Uni<Boolean> done(Renewal renewal, Consumer<ConnectionUseRow> change) {
        return of(renewal.migrationId()).map(found -> {
            Optional<ConnectionUseRow> waiting = found.filter(row -> row.refusedRevision != null
                    && row.refusedRevision == renewal.refusedRevision());
            waiting.ifPresent(row -> {
                row.refusedRevision = null;
                row.attemptAt = null;
                change.accept(row);
            });
            return waiting.isPresent();
        });
    }

    /** Not now, but later. */
    Uni<Boolean> postpone(Renewal renewal, Instant until) {
        return of(renewal.migrationId()).map(found -> {
            found.filter(row -> row.refusedRevision != null).ifPresent(row -> row.attemptAt = until);
            return found.isPresent();
        });
    }

    /** Takes the next renewal; if this process dies, another one finds it again after {@code lease}. */
    Uni<Optional<Renewal>> take(Instant now, Duration lease) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(NEXT, String.class)
                        .setParameter(1, now.atOffset(ZoneOffset.UTC))
                        .getSingleResultOrNull())
                .flatMap(id -> id == null ? Uni.createFrom().nullItem() : findById(id))
                .map(found -> Optional.ofNullable(found).map(row -> {
                    row.attemptAt = now.plus(lease);
                    row.attempts++;
                    return new Renewal(row.migrationId, row.connectionId, row.connectionRevision, row.refusedRevision,
                            row.attempts);
                }));
    }
}
