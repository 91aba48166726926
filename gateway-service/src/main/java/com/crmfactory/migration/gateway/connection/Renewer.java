package com.crmfactory.migration.gateway.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.connection.ConnectionUses.Renewal;
import com.crmfactory.migration.messaging.Departure;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Renews tokens, once for all who wait: the connection's row is locked while Salesforce is asked, and whoever comes second,
 * on this replica or another, finds the newer token. It is stored, with its refresh token, before anybody uses it. A process
 * that dies leaves the request behind, for itself or another replica.
 */
@ApplicationScoped
class Renewer {
    private static final Logger LOG = Logger.getLogger(Renewer.class);
    /** Longer than Salesforce is given to answer. */
    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final Failure DISCONNECTED = new Failure("sf_connection_expired", FailureType.ACCESS,
            "The connection to Salesforce was removed or given back.", "Connect again.");

    private final ConnectionUses uses;
    private final Connections connections;
    private final TokenRequests tokens;
    private final RenewedTokens renewed;
    private final OnContext onContext;
    private final SalesforceAppConfig config;

    Renewer(ConnectionUses uses, Connections connections, TokenRequests tokens, RenewedTokens renewed,
            OnContext onContext, SalesforceAppConfig config) {
        this.uses = uses;
        this.connections = connections;
        this.tokens = tokens;
        this.renewed = renewed;
        this.onContext = onContext;
        this.config = config;
    }

    /** Everything that is due, one after the other. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = Departure.class)
    Uni<Void> renewDue() {
        return Multi.createBy().repeating().uni(this::renewNext).whilst(Boolean::booleanValue).onItem()
                .ignoreAsUni();
    }

    /** False if nothing was due. */
    private Uni<Boolean> renewNext() {
        return Panache.withTransaction(() -> uses.take(Changes.now(), LEASE))
                .flatMap(taken -> taken.map(renewal -> renew(renewal).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Void> renew(Renewal renewal) {
        return Panache.withTransaction(() -> lock(renewal).flatMap(found -> newer(renewal, found)))
                .flatMap(found -> found.filter(Connection::isUsable)
                        .map(connection -> renewed.hand(renewal, connection))
                        .orElseGet(() -> renewed.giveUp(renewal, why(found))))
                .onFailure(SalesforceException.class)
                .recoverWithUni(failure -> later(renewal, failure.failure()));
    }

    private Uni<Optional<Connection>> lock(Renewal renewal) {
        return renewal.connectionId() == null
                ? Uni.createFrom().item(Optional.empty())
                : connections.lock(renewal.connectionId());
    }

    /** The connection with a token newer than the refused one, or refused itself; fails only with what may pass. */
    private Uni<Optional<Connection>> newer(Renewal renewal, Optional<Connection> found) {
        boolean stale = found.isPresent() && found.get().isUsable()
                && found.get().revision() == renewal.connectionRevision();
        return stale
                ? renew(found.get()).call(connections::update).map(Optional::of)
                : Uni.createFrom().item(found);
    }

    private Uni<Connection> renew(Connection connection) {
        return onContext.here(tokens.next(connection)).map(grant -> connection.renewed(grant, Changes.now()))
                .onFailure(Renewer::isFinal)
                .recoverWithItem(failure -> connection.refused(((SalesforceException) failure).failure()));
    }

    private static Failure why(Optional<Connection> found) {
        return found.map(Connection::error).orElse(DISCONNECTED);
    }

    private static boolean isFinal(Throwable failure) {
        return failure instanceof SalesforceException refused && !refused.isTransient();
    }

    private Uni<Void> later(Renewal renewal, Failure failure) {
        if (renewal.attempts() >= config.renewalAttempts()) {
            return renewed.giveUp(renewal, failure);
        }
        Duration pause = Duration.ofSeconds(Math.min(1L << Math.min(renewal.attempts() - 1, 10),
                LONGEST_PAUSE.toSeconds()));
        LOG.warnf("The token of %s cannot be renewed yet (%s), again in %s", renewal.migrationId(), failure.code(),
                pause);
        Instant until = Changes.now().plus(pause);
        return Panache.withTransaction(() -> uses.postpone(renewal, until)).replaceWithVoid();
    }
}
