package com.crmfactory.migration.gateway.access;

import java.time.Duration;
import java.util.Optional;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response.Status;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import com.crmfactory.migration.gateway.problem.Refusal;

/** Holds each tenant to its rate; whoever has none, at the public addresses, is told apart by address. */
public class RateLimiting {
    /** After {@link Callers}. */
    private static final int AFTER_CALLERS = Priorities.USER + 10;

    private final RateLimits limits;
    private final Tenant tenant;

    RateLimiting(RateLimits limits, Tenant tenant) {
        this.limits = limits;
        this.tenant = tenant;
    }

    @ServerRequestFilter(priority = AFTER_CALLERS)
    public void all() {
        refuse(limits.take(who()));
    }

    @Costly
    @ServerRequestFilter(priority = AFTER_CALLERS + 1)
    public void costly() {
        refuse(limits.takeCostly(who()));
    }

    private String who() {
        Caller caller = Caller.current();
        return caller.isAnonymous() ? String.valueOf(caller.remoteAddress()) : tenant.organizationId();
    }

    private static void refuse(Optional<Duration> wait) {
        wait.ifPresent(time -> {
            throw Refusal.later(Status.TOO_MANY_REQUESTS, "rate_limited",
                    "Too many calls in the last minute.", time);
        });
    }
}
