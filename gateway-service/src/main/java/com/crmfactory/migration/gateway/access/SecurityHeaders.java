package com.crmfactory.migration.gateway.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Tells browsers what they must not do with our answers; a resource that answers with a page may say it otherwise. */
@ApplicationScoped
class SecurityHeaders {
    /** Before the door, so that its refusals have them as well. */
    private static final int BEFORE_ALL = 2_000;
    private static final String API = "/api/";
    private static final String POLICY = "Content-Security-Policy";
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
    /** Pages load scripts, styles and pictures from here alone and run nothing that is written inline. */
    private static final String PAGES = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final LocalProfile local;

    SecurityHeaders(LocalProfile local) {
        this.local = local;
    }

    void install(@Observes Filters filters) {
        filters.register(this::add, BEFORE_ALL);
    }

    private void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        boolean api = context.request().path() != null && context.request().path().startsWith(API);
        headers.set("X-Content-Type-Options", "nosniff").set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer").set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        // A page of the API brings its own policy; two policies would both have to allow what it shows.
        context.addHeadersEndHandler(end -> {
            if (!headers.contains(POLICY)) {
                headers.set(POLICY, api ? NOTHING : PAGES);
            }
            if (!api) {
                // Pages keep their names when the product is updated: browsers ask whether they have changed.
                headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
            }
        });
        if (api) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if (!local.isActive()) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        context.next();
    }
}
