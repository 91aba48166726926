package com.crmfactory.migration.gateway.access;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/** Notes who asks, for whatever the request sets in motion. */
public class Callers {
    private final LocalProfile local;
    private final RoutingContext routing;

    Callers(LocalProfile local, RoutingContext routing) {
        this.local = local;
        this.routing = routing;
    }

    /**
     * Authentication is over by now, so nothing has to be waited for. Only a public address is reached without it, and
     * whoever asks there is nobody, with or without a token.
     */
    @ServerRequestFilter
    public void note() {
        SocketAddress remote = routing.request().remoteAddress();
        caller(remote == null ? null : remote.hostAddress()).enter();
    }

    private Caller caller(String address) {
        if (local.isActive()) {
            return new Caller("local", null, address);
        }
        return routing.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                        ? new Caller(token.getSubject(), token.getName(), address)
                        : new Caller(Caller.ANONYMOUS, null, address);
    }
}
