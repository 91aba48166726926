package com.crmfactory.migration.gateway.access;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Who asks for what is being done on the current Vert.x context.
 *
 * @param actor
 *            subject of the token, {@code local} in the local profile, {@code anonymous} at a public address, or
 *            {@code system} where no request is behind it
 * @param name
 *            the person's or program's name as the token tells it; null if it tells none
 * @param remoteAddress
 *            IP address, of the client itself if a trusted proxy forwarded the request; null without a request
 */
public record Caller(String actor, String name, String remoteAddress) {
    /** A message or a clock, nobody in person. */
    public static final Caller SYSTEM = new Caller("system", null, null);

    static final String ANONYMOUS = "anonymous";
    private static final String LOCAL = "caller";

    /** Who is behind what the current Vert.x context handles. */
    public static Caller current() {
        Context context = Vertx.currentContext();
        Caller caller = context == null ? null : context.getLocal(LOCAL);
        return caller == null ? SYSTEM : caller;
    }

    /** Nobody showed a valid token. */
    public boolean isAnonymous() {
        return ANONYMOUS.equals(actor);
    }

    public boolean isSystem() {
        return equals(SYSTEM);
    }

    void enter() {
        Vertx.currentContext().putLocal(LOCAL, this);
    }
}
