package com.crmfactory.migration.gateway.connection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;

import com.crmfactory.migration.gateway.access.LocalProfile;

/**
 * Ties a log-in to the browser that began it: without it somebody could make another person's browser end a log-in to an
 * org of his own. {@code Lax}, since the browser comes back from Salesforce by a top-level GET.
 */
@ApplicationScoped
class BindingCookie {
    private final boolean secure;

    BindingCookie(LocalProfile local) {
        this.secure = !local.isActive();
    }

    NewCookie set(String value) {
        return cookie(value, (int) Logins.LIVES.toSeconds());
    }

    NewCookie clear() {
        return cookie("", 0);
    }

    /** Null if the browser has none. */
    String read(HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(name());
        return cookie == null ? null : cookie.getValue();
    }

    private NewCookie cookie(String value, int seconds) {
        return new NewCookie.Builder(name()).value(value).path("/").httpOnly(true).secure(secure).maxAge(seconds)
                .sameSite(SameSite.LAX).build();
    }

    /** The prefix makes browsers take it only over TLS, for this very host and every path of it. */
    private String name() {
        return secure ? "__Host-sf_oauth" : "sf_oauth";
    }
}
