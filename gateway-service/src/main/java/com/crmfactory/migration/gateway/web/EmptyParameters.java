package com.crmfactory.migration.gateway.web;

import java.lang.reflect.Method;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import com.crmfactory.migration.gateway.problem.Refusal;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses a parameter without a value, which the framework takes for one that was left out: who sends {@code limit=}
 * has lost a value and would get a page of another size without noticing.
 */
public class EmptyParameters {
    /** After what tells who asks and whether so often. */
    private static final int AFTER_RATE_LIMITS = Priorities.USER + 50;

    private final RoutingContext routing;

    EmptyParameters(RoutingContext routing) {
        this.routing = routing;
    }

    /** The parameters of a public address are written by somebody else than who is sent there. */
    @ServerRequestFilter(priority = AFTER_RATE_LIMITS)
    public void refuse(ResourceInfo resource) {
        if (routing.request().query() == null) {
            return;
        }
        Method method = resource.getResourceMethod();
        if (!method.isAnnotationPresent(PermitAll.class)) {
            MultiMap given = routing.queryParams();
            Stream.of(method.getParameters()).map(parameter -> parameter.getAnnotation(QueryParam.class))
                    .filter(parameter -> parameter != null && given.getAll(parameter.value()).contains(""))
                    .findFirst().ifPresent(parameter -> {
                        throw Refusal.malformed(parameter.value() + " has no value; leave it out or give it one.");
                    });
        }
    }
}
