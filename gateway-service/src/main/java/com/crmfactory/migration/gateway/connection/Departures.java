package com.crmfactory.migration.gateway.connection;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.messaging.Departure;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Gives tokens back: when somebody disconnects, and when the last migration that used a connection is over. What a person
 * brought along is only forgotten, since it is their session.
 */
@ApplicationScoped
class Departures {
    private static final Logger LOG = Logger.getLogger(Departures.class);
    private static final Duration ATTEMPTS_KEPT = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Connections connections;
    private final TokenRequests tokens;
    private final WebLogin webLogin;
    private final OnContext onContext;

    Departures(Connections connections, TokenRequests tokens, WebLogin webLogin, OnContext onContext) {
        this.connections = connections;
        this.tokens = tokens;
        this.webLogin = webLogin;
        this.onContext = onContext;
    }

    /**
     * Revokes and removes the connection.
     *
     * @param anyhow
     *            also if Salesforce cannot be asked at the moment
     */
    Uni<Void> forget(String id, boolean anyhow) {
        return Panache.withTransaction(() -> connections.lock(id).flatMap(found -> found
                .map(connection -> revoke(connection)
                        .onFailure(failure -> anyhow).recoverWithNull()
                        .onFailure().transform(failure -> Refusal.unavailable("salesforce_unavailable",
                                "Salesforce cannot be asked to revoke the tokens; the connection is still there.",
                                SOON))
                        .flatMap(revoked -> connections.remove(connection)))
                .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /** Whichever replica comes first; the other one finds nothing left to do. */
    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = Departure.class)
    Uni<Void> sweep() {
        return Panache.withSession(connections::idle)
                .flatMap(idle -> Multi.createFrom().iterable(idle).onItem().transformToUniAndConcatenate(this::giveBack)
                        .collect().asList())
                .flatMap(done -> webLogin.forgetLate(Changes.now()))
                .flatMap(late -> Panache.withTransaction(() -> connections
                        .forgetAttempts(Changes.now().minus(ATTEMPTS_KEPT))))
                .replaceWithVoid();
    }

    private Uni<Void> giveBack(String id) {
        return Panache.withTransaction(() -> connections.lock(id).flatMap(found -> stillIdle(id, found)))
                .onFailure(SalesforceException.class).invoke(failure -> LOG.debugf(
                        "The tokens of %s cannot be revoked yet: %s", id, failure.getMessage()))
                .onFailure(SalesforceException.class).recoverWithNull();
    }

    /** Asked again under the lock: a new migration may have begun with it meanwhile. */
    private Uni<Void> stillIdle(String id, Optional<Connection> found) {
        return connections.idle().flatMap(idle -> found.isPresent() && idle.contains(id)
                ? revokeOrGiveUp(found.get()).flatMap(done -> connections.update(found.get().revoked()))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem());
    }

    /** An org that has not answered for a day is gone, or will not be asked by us any more: its tokens are forgotten. */
    private Uni<Void> revokeOrGiveUp(Connection connection) {
        return revoke(connection).onFailure(SalesforceException.class)
                .recoverWithUni(failure -> connections.isLongIdle(connection.id()).flatMap(given -> {
                    if (!given) {
                        return Uni.createFrom().failure(failure);
                    }
                    LOG.warnf("The tokens of %s were forgotten without being revoked: %s", connection.id(),
                            failure.getMessage());
                    return Uni.createFrom().voidItem();
                }));
    }

    /** A refusal that will not pass counts as revoked; only what passes by itself is a failure here. */
    private Uni<Void> revoke(Connection connection) {
        return onContext.here(tokens.giveBack(connection))
                .onFailure(failure -> failure instanceof SalesforceException refused && !refused.isTransient())
                .recoverWithNull();
    }
}
