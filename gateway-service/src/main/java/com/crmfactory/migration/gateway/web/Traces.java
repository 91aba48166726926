package com.crmfactory.migration.gateway.web;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import com.crmfactory.migration.messaging.Traceparent;

/** Whatever a request sets off carries the caller's trace, or one of its own. */
public class Traces {

    @ServerRequestFilter(preMatching = true)
    public void begin(ContainerRequestContext request) {
        Traceparent.of(request.getHeaderString(Traceparent.HEADER)).child().activate();
    }
}
