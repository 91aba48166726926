package com.crmfactory.migration.gateway.access;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Notes who asks, for whatever the request sets in motion. */
public class Callers {
    private final LocalProfile local;
    private final CurrentIdentityAssociation identity;
    private final HttpServerRequest request;

    Callers(LocalProfile local, CurrentIdentityAssociation identity, HttpServerRequest request) {
        this.local = local;
        this.identity = identity;
        this.request = request;
    }

    /** Authentication is over by now; only a public address is reached with a token that is none. */
    @ServerRequestFilter
    public Uni<Void> note() {
        String address = request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return identity.getDeferredIdentity()
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(() -> QuarkusSecurityIdentity.builder().setAnonymous(true).build())
                .invoke(known -> caller(known, address).enter()).replaceWithVoid();
    }

    private Caller caller(SecurityIdentity known, String address) {
        if (local.isActive()) {
            return new Caller("local", null, address);
        }
        return known.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? new Caller(token.getSubject(), token.getName(), address)
                : new Caller(Caller.ANONYMOUS, null, address);
    }
}
