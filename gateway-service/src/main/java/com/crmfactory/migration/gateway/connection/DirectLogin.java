package com.crmfactory.migration.gateway.connection;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.salesforce.AccessToken;
import com.crmfactory.migration.salesforce.TokenGrant;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The grants that need nobody's consent now: the connection stands at once, or is refused with the reason and not kept. */
@ApplicationScoped
class DirectLogin {
    private final Connections connections;
    private final TokenRequests tokens;
    private final OnContext onContext;

    DirectLogin(Connections connections, TokenRequests tokens, OnContext onContext) {
        this.connections = connections;
        this.tokens = tokens;
        this.onContext = onContext;
    }

    Uni<Connection> connect(Connection connection) {
        return store(connection, tokens.next(connection));
    }

    /** With a token that somebody brought along. */
    Uni<Connection> connect(Connection connection, URI instanceUrl, AccessToken token) {
        return store(connection,
                Uni.createFrom().item(new TokenGrant(token, null, instanceUrl, null, null)));
    }

    private Uni<Connection> store(Connection connection, Uni<TokenGrant> granted) {
        return onContext.here(granted.flatMap(grant -> tokens.tried(connection, grant)))
                .call(connected -> Panache.withTransaction(() -> connections.add(connected)));
    }
}
