package com.crmfactory.migration.gateway.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

import com.crmfactory.migration.gateway.problem.FrameworkRefusals;
import com.crmfactory.migration.gateway.problem.Problem;
import com.crmfactory.migration.gateway.problem.Problems;
import com.crmfactory.migration.gateway.problem.Refusal;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Stands before everything else: bodies have a size and, in the local profile, only this machine's own pages and
 * programs come in, since without a token a web site could otherwise call the API through the user's browser (DNS
 * rebinding, cross-site requests).
 */
@ApplicationScoped
public class Door {
    /** Before the framework's authentication. */
    private static final int FIRST = 1_000;
    /** In bytes; the largest configurations, of a thousand objects, are about half of it. */
    static final long LARGEST_BODY = 2L * 1024 * 1024;
    /** In characters; the codec's own limits, which end a connection without a document, are higher. */
    private static final int LONGEST_ADDRESS = 8_192;
    private static final int LARGEST_HEADERS = 16_384;
    private static final int TOO_LARGE = Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();
    private static final int BEFORE_THE_FRAMEWORK = -1_000;
    private static final long LINGER_MS = 1_000;
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final String HINT = "Open it as http://localhost or http://127.0.0.1 on this machine.";

    private final LocalProfile local;
    private final AllowedOrigins origins;
    private final Problems problems;
    private final BodyHandler body = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);

    Door(LocalProfile local, AllowedOrigins origins, Problems problems) {
        this.local = local;
        this.origins = origins;
        this.problems = problems;
    }

    void install(@Observes Filters filters) {
        filters.register(this::guard, FIRST);
        filters.register(this::read, FIRST - 1);
        filters.register(Door::replaceNothing, FIRST - 2);
    }

    /** What the reading of a request ends with is a refusal like any other. */
    void install(@Observes Router router) {
        router.route().order(BEFORE_THE_FRAMEWORK).failureHandler(context -> {
            int status = context.statusCode();
            if (status < Status.BAD_REQUEST.getStatusCode()
                    || status >= Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
                context.next();
                return;
            }
            refuse(context, FrameworkRefusals.of(status));
            if (status == TOO_LARGE) {
                hangUp(context);
            }
        });
    }

    private void guard(RoutingContext context) {
        refusal(context.request()).ifPresentOrElse(refusal -> refuse(context, refusal), context::next);
    }

    /** Whoever goes on sending gets a moment to read the answer; what comes meanwhile is dropped. */
    private static void hangUp(RoutingContext context) {
        context.vertx().setTimer(LINGER_MS, over -> context.request().connection().close());
    }

    /** A body is there as a whole or not at all, also one that does not tell its length. */
    private void read(RoutingContext context) {
        if (WITH_BODY.contains(context.request().method()) && carriesBody(context.request())) {
            body.handle(context);
        } else {
            context.next();
        }
    }

    /** A body of no bytes is one; else the framework would wait for it. */
    private static void replaceNothing(RoutingContext context) {
        if (carriesBody(context.request()) && context.body().buffer() == null) {
            ((RoutingContextInternal) context).setBody(Buffer.buffer());
        }
        context.next();
    }

    private Optional<Refusal> refusal(HttpServerRequest request) {
        if (request.uri().contains("%00")) {
            return Optional.of(Refusal.malformed("The address holds a NUL character."));
        }
        if (request.uri().length() > LONGEST_ADDRESS) {
            return Optional.of(FrameworkRefusals.of(Status.REQUEST_URI_TOO_LONG.getStatusCode()));
        }
        if (!isUri(request.uri())) {
            return Optional.of(Refusal.malformed("The address holds something that an address cannot: a % has to be"
                    + " followed by two hexadecimal digits, and other characters have to be written so."));
        }
        if (length(request.headers()) > LARGEST_HEADERS) {
            return Optional.of(FrameworkRefusals.of(Status.REQUEST_HEADER_FIELDS_TOO_LARGE.getStatusCode()));
        }
        if (local.isActive() && !isLocal(request.authority())) {
            return Optional.of(forbidden("host_not_allowed", "This installation only answers to a local host name."));
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (local.isActive() && origin != null && !isOwn(origin, request.authority())) {
            return Optional.of(forbidden("origin_not_allowed", "Another web site may not call this installation."));
        }
        if (!local.isActive() && origin != null && origins.refuses(origin, request.authority())) {
            return Optional.of(Refusal.of(Status.FORBIDDEN, "origin_not_allowed",
                    "That web site may not call this installation.",
                    "Whoever runs it can allow it: QUARKUS_HTTP_CORS_ORIGINS."));
        }
        return body(request);
    }

    private Optional<Refusal> body(HttpServerRequest request) {
        long length = length(request);
        if (length > LARGEST_BODY) {
            return Optional.of(FrameworkRefusals.of(TOO_LARGE));
        }
        return WITH_BODY.contains(request.method()) && carriesBody(request) && !isJson(request)
                ? Optional.of(FrameworkRefusals.of(Status.UNSUPPORTED_MEDIA_TYPE.getStatusCode()))
                : Optional.empty();
    }

    private static boolean carriesBody(HttpServerRequest request) {
        return length(request) > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static int length(MultiMap headers) {
        int length = 0;
        for (Map.Entry<String, String> header : headers) {
            length += header.getKey().length() + header.getValue().length();
        }
        return length;
    }

    private static long length(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return header != null && header.matches("\\d{1,18}") ? Long.parseLong(header) : 0;
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && "application/json".equals(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isLocal(HostAndPort authority) {
        return authority != null && LOCAL_NAMES.contains(authority.host().toLowerCase(Locale.ROOT));
    }

    private static boolean isOwn(String origin, HostAndPort authority) {
        try {
            URI uri = URI.create(origin);
            return uri.getHost() != null && LOCAL_NAMES.contains(uri.getHost().toLowerCase(Locale.ROOT))
                    && uri.getPort() == authority.port();
        } catch (IllegalArgumentException e) {
            // "null", or no URI at all.
            return false;
        }
    }

    private static boolean isUri(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Refusal forbidden(String code, String detail) {
        return Refusal.of(Status.FORBIDDEN, code, detail, HINT);
    }

    private void refuse(RoutingContext context, Refusal refusal) {
        context.response().setStatusCode(refusal.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(problems.document(refusal, Objects.requireNonNullElse(context.request().path(), "/")));
    }
}
