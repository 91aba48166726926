package com.crmfactory.migration.gateway.idempotency;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.filters.FilterUtil;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerResponseFilter;

import com.crmfactory.migration.gateway.access.Tenant;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.store.Claim;
import com.crmfactory.migration.gateway.store.Json;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** The header Idempotency-Key, on every POST. */
@Provider
@Priority(Idempotency.LAST)
public class Idempotency
        implements
            ResteasyReactiveContainerRequestFilter,
            ResteasyReactiveContainerResponseFilter {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final Logger LOG = Logger.getLogger(Idempotency.class);
    private static final String CLAIM = Claim.class.getName();
    /** After what tells who asks and whether so often. */
    static final int LAST = Priorities.USER + 100;

    private final IdempotentRequests requests;
    private final Tenant tenant;
    private final RoutingContext routing;
    private final Json json;

    Idempotency(IdempotentRequests requests, Tenant tenant, RoutingContext routing, Json json) {
        this.requests = requests;
        this.tenant = tenant;
        this.routing = routing;
        this.json = json;
    }

    /** Whoever sends no key waits for nothing. */
    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        List<String> keys = request.getHeaders().get(HEADER);
        if (HttpMethod.POST.equals(request.getMethod()) && keys != null) {
            FilterUtil.handleUniResponse(begin(request, keys), request);
        }
    }

    private Uni<Response> begin(ContainerRequestContext request, List<String> keys) {
        if (keys.size() > 1) {
            throw Refusal.malformed("Only one Idempotency-Key can be sent.");
        }
        Claim claim = IdempotentRequests.claim(tenant.organizationId(), route(request), keys.get(0));
        return requests.begin(claim, body()).invoke(instead -> {
            if (instead == null) {
                request.setProperty(CLAIM, claim);
            }
        });
    }

    /** The client gets its answer even if it cannot be kept; the key is then free after a while. */
    @Override
    public void filter(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(CLAIM) instanceof Claim claim) {
            FilterUtil.handleUniVoid(end(claim, response), request);
        }
    }

    private Uni<Object> end(Claim claim, ContainerResponseContext response) {
        if (response.getEntity() != null && !(response.getEntity() instanceof String)) {
            response.setEntity(json.write(response.getEntity()), response.getEntityAnnotations(),
                    MediaType.APPLICATION_JSON_TYPE);
        }
        KeptAnswer answer = KeptAnswer.of(response.getStatus(), response.getStringHeaders(),
                (String) response.getEntity());
        return requests.end(claim, answer)
                .onFailure().invoke(failure -> LOG.warnf("The answer to an Idempotency-Key is not kept: %s",
                        failure.toString()))
                .onFailure().recoverWithItem(false).replaceWith((Object) null);
    }

    /** With or without a slash at the end it is the same. */
    private static String route(ContainerRequestContext request) {
        return request.getMethod() + " " + request.getUriInfo().getPath().replaceFirst("/+$", "");
    }

    private byte[] body() {
        Buffer body = routing.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }
}
