package com.crmfactory.migration.gateway.store;

import java.util.Optional;
import java.util.UUID;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The right to carry out the request of an Idempotency-Key.
 *
 * @param organizationId
 *            the tenant
 * @param route
 *            method and path
 * @param key
 *            as the client sent it
 * @param holder
 *            this attempt
 */
public record Claim(UUID organizationId, String route, String key, UUID holder) {
    private static final String LOCAL = "idempotency-claim";

    /** The claim under which the current Vert.x context works; empty if the request carried no key. */
    public static Optional<Claim> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(LOCAL));
    }

    /** Everything that this request changes is bound to the claim from now on. */
    public void enter() {
        Vertx.currentContext().putLocal(LOCAL, this);
    }
}
