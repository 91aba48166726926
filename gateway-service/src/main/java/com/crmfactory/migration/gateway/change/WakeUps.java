package com.crmfactory.migration.gateway.change;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.store.Migrations;
import com.crmfactory.migration.gateway.store.Migrations.Due;
import com.crmfactory.migration.messaging.Departure;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Lets runs go on whose pause ends by itself. Every replica looks; the first one to lock a migration wakes it, and the
 * others find it awake.
 */
@ApplicationScoped
class WakeUps {
    private static final Logger LOG = Logger.getLogger(WakeUps.class);
    private static final int AT_ONCE = 100;

    private final Migrations migrations;
    private final Changes changes;
    private final Runs runs;

    WakeUps(Migrations migrations, Changes changes, Runs runs) {
        this.migrations = migrations;
        this.changes = changes;
        this.runs = runs;
    }

    @Scheduled(every = "{gateway.control.wake-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = Departure.class)
    Uni<Void> wakeDue() {
        return Panache.withSession(() -> migrations.due(AT_ONCE))
                .onItem().transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem().transformToUniAndConcatenate(this::wake).onItem().ignoreAsUni()
                .onFailure().recoverWithUni(failure -> {
                    LOG.warnf("Nothing is woken for now: %s", failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> wake(Due due) {
        return changes.apply(due.id(), (migration, now) -> runs.refuseSecondRunOf(migration, true)
                .replaceWith(new MigrationEvent.Woken(due.resumeAt()))).replaceWithVoid()
                // Another migration of the same org is under way: this one goes on after it.
                .onFailure(Refusal.class).recoverWithNull();
    }
}
