package com.crmfactory.migration.gateway.connection;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.salesforce.AccessToken;

import io.smallrye.mutiny.Uni;

/** Lends a connection's access token to a migration, which from then on gets the renewed ones, too. */
@ApplicationScoped
public class Lending {
    private final OwnConnections own;
    private final Connections connections;
    private final ConnectionUses uses;

    Lending(OwnConnections own, Connections connections, ConnectionUses uses) {
        this.own = own;
        this.connections = connections;
        this.uses = uses;
    }

    /**
     * What a migration gets.
     *
     * @param revision
     *            of the connection's tokens
     */
    public record Loan(String connectionId, long revision, URI instanceUrl, String sfOrgId, AccessToken token) {
    }

    /** The present token of one of the caller's connections. */
    public Uni<Loan> of(String connectionId) {
        return own.find(connectionId).map(connection -> new Loan(connection.id(), connection.revision(),
                requireUsable(connection).instanceUrl(), connection.sfOrgId(), connection.secrets().accessToken()));
    }

    /** Notes the loan, in the transaction that stores the token with the migration. */
    public Uni<Void> note(String migrationId, Loan loan) {
        return connections.lock(loan.connectionId())
                .map(found -> requireUsable(found.orElseThrow(OwnConnections::unknown)))
                .flatMap(connection -> uses.put(migrationId, loan.connectionId(), loan.revision()));
    }

    /** The migration has a token from elsewhere now, which this product cannot renew. */
    public Uni<Void> end(String migrationId) {
        return uses.remove(migrationId);
    }

    private static Connection requireUsable(Connection connection) {
        if (!connection.isUsable()) {
            throw Refusal.of(Status.CONFLICT, "connection_not_usable",
                    "The connection is '" + connection.status().wire() + "'.",
                    connection.status() == ConnectionStatus.PENDING
                            ? "Let the user finish the log-in first."
                            : "Connect again and use the new connection.");
        }
        return connection;
    }
}
