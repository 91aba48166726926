package com.crmfactory.migration.gateway.change;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;

import com.crmfactory.migration.gateway.migration.Decision;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.gateway.store.Credentials;
import com.crmfactory.migration.gateway.store.Migrations;
import com.crmfactory.migration.messaging.OutboxRelay;
import com.crmfactory.migration.salesforce.AccessToken;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * The one way to change a migration: lock it, decide, write state and messages in one transaction, then tell. Whichever
 * replica comes second finds the state that the first one left, so both never act on the same event.
 */
@ApplicationScoped
public class Changes {
    private final Migrations migrations;
    private final Credentials credentials;
    private final Dispatch dispatch;
    private final OutboxRelay relay;
    private final Trail trail;

    Changes(Migrations migrations, Credentials credentials, Dispatch dispatch, OutboxRelay relay,
            Trail trail) {
        this.migrations = migrations;
        this.credentials = credentials;
        this.dispatch = dispatch;
        this.relay = relay;
        this.trail = trail;
    }

    /**
     * A new migration, whose analysis begins.
     *
     * @param origin
     *            notes in the same transaction where the token came from
     */
    public Uni<Migration> begin(Migration migration, Decision decision, AccessToken token,
            Supplier<Uni<Void>> origin) {
        return Panache.withTransaction(() -> migrations.add(migration)
                .flatMap(added -> credentials.add(migration, token, migration.createdAt()))
                .flatMap(added -> trail.created(migration))
                .flatMap(added -> migrations.flush())
                .flatMap(flushed -> origin.get())
                .flatMap(flushed -> dispatch.store(migration, decision.effects())))
                .invoke(relay::wake).replaceWith(migration);
    }

    public Uni<Decision> apply(String id, MigrationEvent event) {
        return apply(id, (migration, now) -> Uni.createFrom().item(event));
    }

    /**
     * @param cause
     *            finds out what happened and may store what belongs to it, in the transaction that holds the migration
     * @return the decision, or null if there is no such migration
     */
    public Uni<Decision> apply(String id, BiFunction<Migration, Instant, Uni<? extends MigrationEvent>> cause) {
        return Panache.withTransaction(() -> migrations.lock(id).flatMap(found -> found
                .map(migration -> decide(migration, cause))
                .orElseGet(() -> Uni.createFrom().nullItem())))
                .invoke(relay::wake);
    }

    private Uni<Decision> decide(Migration migration,
            BiFunction<Migration, Instant, Uni<? extends MigrationEvent>> cause) {
        Instant now = now();
        return cause.apply(migration, now).flatMap(event -> {
            Decision decision = migration.on(event, now);
            return carryOut(migration, event, decision).replaceWith(decision);
        });
    }

    private Uni<Void> carryOut(Migration before, MigrationEvent event, Decision decision) {
        return switch (decision.outcome()) {
            case ACCEPTED -> migrations.update(decision.next())
                    .flatMap(updated -> trail.changed(before, event, decision.next()))
                    .flatMap(updated -> dispatch.store(decision.next(), decision.effects()));
            case IGNORED -> Uni.createFrom().voidItem();
            // What the cause stored on the way must not stay.
            case REFUSED -> Panache.currentTransaction().invoke(Mutiny.Transaction::markForRollback)
                    .replaceWithVoid();
        };
    }

    /** PostgreSQL keeps microseconds; more would make a stored time differ from the one that was answered. */
    public static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
