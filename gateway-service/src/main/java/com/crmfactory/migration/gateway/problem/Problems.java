package com.crmfactory.migration.gateway.problem;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.crmfactory.migration.messaging.Outage;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** Turns whatever ends a request into a problem document. */
@ApplicationScoped
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ObjectMapper json;
    private final AllowedMethods allowed;

    Problems(ObjectMapper json, AllowedMethods allowed) {
        this.json = json;
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    public Response of(Refusal refusal, UriInfo uri) {
        return response(refusal, uri.getPath());
    }

    /** 422 for a host that is not allowed; no call to Salesforce is made from here. */
    @ServerExceptionMapper
    public Response of(SalesforceException failure, UriInfo uri) {
        return response(Refusal.unprocessable(failure.failure().code(), failure.failure().message(),
                failure.failure().hint(), null), uri.getPath());
    }

    @ServerExceptionMapper
    public Response of(WebApplicationException failure, UriInfo uri) {
        return response(FrameworkRefusals.of(failure.getResponse().getStatus()), uri.getPath());
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized(SecurityException failure, UriInfo uri) {
        return response(FrameworkRefusals.of(Status.UNAUTHORIZED.getStatusCode()), uri.getPath());
    }

    @ServerExceptionMapper
    public Response of(ForbiddenException failure, UriInfo uri) {
        return response(FrameworkRefusals.of(Status.FORBIDDEN.getStatusCode()), uri.getPath());
    }

    /** The last resort: an outage is said to be one, everything else is a fault of ours and logged with its cause. */
    @ServerExceptionMapper
    public Response of(Throwable failure, UriInfo uri) {
        if (Outage.isBehind(failure)) {
            LOG.warnf("%s cannot be answered: %s", uri.getPath(), failure.toString());
            return response(Refusal.unavailable("store_unavailable", "The database cannot be reached.", SOON),
                    uri.getPath());
        }
        LOG.errorf(failure, "%s cannot be answered", uri.getPath());
        return response(FrameworkRefusals.of(Status.INTERNAL_SERVER_ERROR.getStatusCode()), uri.getPath());
    }

    /** The document as text, for answers that are given outside of a resource. */
    public String document(Refusal refusal, String path) {
        try {
            return json.writeValueAsString(Problem.of(refusal, path));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem document that is no JSON", e);
        }
    }

    private Response response(Refusal refusal, String path) {
        Response.ResponseBuilder response = Response.status(refusal.status()).type(Problem.MEDIA_TYPE)
                .entity(document(refusal, path));
        if (refusal.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, refusal.retryAfter().toSeconds());
        }
        if (refusal.status() == Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            response.header(HttpHeaders.ALLOW, allowed.of(path));
        }
        if (refusal.status() == Status.UNAUTHORIZED.getStatusCode()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response.build();
    }
}
