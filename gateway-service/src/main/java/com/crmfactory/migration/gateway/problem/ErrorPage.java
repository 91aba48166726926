package com.crmfactory.migration.gateway.problem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/** The address that the {@code type} of every problem document leads to: {@code docs/errors.md} as a page. */
@ApplicationScoped
class ErrorPage {
    static final String PATH = "/docs/errors";

    private final String page;

    ErrorPage() {
        page = Markdown.page("Errors", read());
    }

    void install(@Observes Router router) {
        router.get(PATH).handler(context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8").end(page));
    }

    private static String read() {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream("errors.md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The list of errors is not in the build", e);
        }
    }
}
