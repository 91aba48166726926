package com.crmfactory.migration.gateway.access;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.vertx.core.net.HostAndPort;

/**
 * Which other web sites' pages may call the API outside of the local profile: those that the framework's CORS filter is
 * given, none by default. What that filter refuses it answers without a problem document, so it is refused before.
 */
@ApplicationScoped
class AllowedOrigins {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final boolean enabled;
    private final List<String> origins;

    AllowedOrigins(@ConfigProperty(name = "quarkus.http.cors.enabled") boolean enabled,
            @ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins) {
        this.enabled = enabled;
        this.origins = origins.orElse(List.of());
    }

    /** False while CORS is off: answers then carry no permission that a browser would need to show them to a page. */
    boolean refuses(String origin, HostAndPort authority) {
        return enabled && !origins.contains(origin) && !isOwn(origin, authority);
    }

    private static boolean isOwn(String origin, HostAndPort authority) {
        try {
            URI uri = URI.create(origin);
            return authority != null && uri.getHost() != null
                    && uri.getHost().toLowerCase(Locale.ROOT).equals(authority.host().toLowerCase(Locale.ROOT))
                    && port(uri.getPort(), uri.getScheme()) == port(authority.port(), uri.getScheme());
        } catch (IllegalArgumentException e) {
            // "null", or no URI at all.
            return false;
        }
    }

    private static int port(int told, String scheme) {
        int usual = "https".equals(scheme) ? HTTPS : HTTP;
        return told < 0 ? usual : told;
    }
}
