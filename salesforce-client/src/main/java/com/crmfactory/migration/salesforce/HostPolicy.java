package com.crmfactory.migration.salesforce;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.crmfactory.migration.model.FailureType;

/**
 * The hosts that a token may be sent to: Salesforce's API hosts over verified TLS on port 443, matched on label
 * boundaries. {@code *.force.com} is not among them, since customers host arbitrary content there.
 */
public final class HostPolicy {
    static final String NOT_ALLOWED = "sf_host_not_allowed";

    private static final Set<String> LOGIN_HOSTS = Set.of("login.salesforce.com", "test.salesforce.com");
    private static final List<String> MY_DOMAIN_SUFFIXES = List.of(".my.salesforce.com", ".my.salesforce.mil",
            ".my.sfcrmproducts.cn", ".my-salesforce.com");
    /** na1, cs42, eu5: hosts from before My Domain. */
    private static final Pattern INSTANCE_HOST = Pattern.compile("[a-z]{2,4}\\d{1,4}\\.salesforce\\.com");
    private static final Pattern LABELS = Pattern
            .compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    /** What the browser shows, and the API host behind it. */
    private static final Map<String, String> BROWSER_SUFFIXES = Map.of(".lightning.force.com", ".my.salesforce.com",
            ".lightning.crmforce.mil", ".my.salesforce.mil", ".my-lightning.com", ".my-salesforce.com",
            ".lightning.sfcrmapps.cn", ".my.sfcrmproducts.cn", ".my.salesforce-setup.com", ".my.salesforce.com");
    private static final String COPY_HINT = "Copy the My Domain URL from Salesforce Setup > My Domain; it looks like "
            + "https://yourcompany.my.salesforce.com.";

    private final boolean loopback;
    private final Set<URI> named;

    private HostPolicy(boolean loopback, Set<URI> named) {
        this.loopback = loopback;
        this.named = named;
    }

    public static HostPolicy salesforceOnly() {
        return new HostPolicy(false, Set.of());
    }

    /** Salesforce, and any port of {@code localhost}, {@code 127.0.0.1} and {@code [::1]}: the local profile only. */
    public static HostPolicy withLoopback() {
        return new HostPolicy(true, Set.of());
    }

    /**
     * The same policy and one more origin, exactly as the operator names it, for example the simulator's within a
     * compose network. Never from user input.
     */
    public HostPolicy alsoAllowing(URI origin) {
        Set<URI> more = new HashSet<>(named);
        more.add(normalised(origin));
        return new HostPolicy(loopback, Set.copyOf(more));
    }

    /**
     * @param instanceUrl
     *            as a user pastes it; a path is dropped
     * @return the origin in lower case without a default port
     * @throws SalesforceException
     *             {@code sf_host_not_allowed}
     */
    public URI check(String instanceUrl) {
        URI uri = parse(instanceUrl == null ? "" : instanceUrl.strip());
        URI origin = normalised(uri);
        if (named.contains(origin) || loopback && isLoopback(origin)) {
            return origin;
        }
        if (!"https".equals(origin.getScheme()) || origin.getPort() != -1) {
            throw refused("A Salesforce URL begins with https:// and has no port.", COPY_HINT);
        }
        if (!isSalesforce(origin.getHost())) {
            throw refused("That host is not a Salesforce API host.",
                    apiHost(origin.getHost()).map(host -> "Use https://" + host + " instead.").orElse(COPY_HINT));
        }
        return origin;
    }

    private static URI parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refused("That is not a URL.", COPY_HINT);
        }
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw refused("That is not a full URL with https:// and a host.", COPY_HINT);
        }
        if (uri.getRawUserInfo() != null) {
            throw refused("A URL with a user name or password in it is not accepted.", COPY_HINT);
        }
        return uri;
    }

    private static URI normalised(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean standard = uri.getPort() == -1 || uri.getPort() == ("https".equals(scheme) ? 443 : 80);
        return URI.create(scheme + "://" + host + (standard ? "" : ":" + uri.getPort()));
    }

    private static boolean isLoopback(URI origin) {
        return Set.of("http", "https").contains(origin.getScheme()) && LOOPBACK_HOSTS.contains(origin.getHost());
    }

    private static boolean isSalesforce(String host) {
        return LOGIN_HOSTS.contains(host) || INSTANCE_HOST.matcher(host).matches() || MY_DOMAIN_SUFFIXES.stream()
                .anyMatch(suffix -> beforeSuffix(host, suffix).isPresent());
    }

    private static Optional<String> apiHost(String host) {
        return BROWSER_SUFFIXES.entrySet().stream()
                .flatMap(entry -> beforeSuffix(host, entry.getKey()).map(name -> name + entry.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> beforeSuffix(String host, String suffix) {
        if (!host.endsWith(suffix)) {
            return Optional.empty();
        }
        String name = host.substring(0, host.length() - suffix.length());
        return LABELS.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }

    private static SalesforceException refused(String message, String hint) {
        return SalesforceException.of(NOT_ALLOWED, FailureType.REQUEST, message, hint);
    }
}
