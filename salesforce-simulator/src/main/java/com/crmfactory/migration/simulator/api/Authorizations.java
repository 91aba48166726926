package com.crmfactory.migration.simulator.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code /services/oauth2/authorize}: the page on which a user consents, and the codes that come of it. */
final class Authorizations {

    /** The app's callback URLs: any port of this machine, one path. */
    private static final Pattern CALLBACK = Pattern
            .compile("http://(localhost|127\\.0\\.0\\.1)(:\\d+)?/[A-Za-z0-9/_-]*callback");
    private static final Duration CODE_LIVES = Duration.ofMinutes(15);
    private static final int KEPT = 100;
    private static final Set<String> DECISIONS = Set.of("allow", "deny");

    private final OAuthClient client;
    private final OAuthSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Grant> codes = new LinkedHashMap<>();

    /** @param challenge null without PKCE */
    record Grant(String redirectUri, String challenge, List<String> scopes, Instant until) {
        boolean offline() {
            return scopes.contains("refresh_token") || scopes.contains("offline_access");
        }
    }

    Authorizations(OAuthClient client, OAuthSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    ApiResponse authorize(ApiRequest request) {
        Map<String, String> asked = request.parameters();
        if (!client.id().equals(asked.get("client_id"))) {
            return page("error=invalid_client_id&error_description=client%20identifier%20invalid");
        }
        String redirect = asked.getOrDefault("redirect_uri", "");
        if (!CALLBACK.matcher(redirect).matches()) {
            return page("error=redirect_uri_mismatch&error_description=redirect_uri%20must%20match%20configuration");
        }
        if (!"code".equals(asked.get("response_type"))) {
            return back(redirect, asked, "error", "unsupported_response_type", "error_description",
                    "response type not supported");
        }
        return decide(request, redirect, asked);
    }

    private ApiResponse decide(ApiRequest request, String redirect, Map<String, String> asked) {
        return switch (settings.approval()) {
            case APPROVE -> approved(redirect, asked);
            case DENY -> denied(redirect, asked);
            case NOT_INSTALLED -> back(redirect, asked, "error", "invalid_client", "error_description",
                    "app must be installed into org");
            case ASK -> switch (asked.getOrDefault("decision", "")) {
                case "allow" -> approved(redirect, asked);
                case "deny" -> denied(redirect, asked);
                default -> question(request);
            };
        };
    }

    private ApiResponse approved(String redirect, Map<String, String> asked) {
        return back(redirect, asked, "code", code(redirect, asked));
    }

    private ApiResponse denied(String redirect, Map<String, String> asked) {
        return back(redirect, asked, "error", "access_denied", "error_description", "end-user denied authorization");
    }

    private synchronized String code(String redirect, Map<String, String> asked) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String code = "aPrx" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "==";
        codes.put(code, new Grant(redirect, asked.get("code_challenge"),
                List.of(asked.getOrDefault("scope", "api refresh_token").split(" ")),
                clock.instant().plus(CODE_LIVES)));
        while (codes.size() > KEPT) {
            codes.remove(codes.keySet().iterator().next());
        }
        return code;
    }

    /** What the code stands for; a code serves once. */
    Grant redeem(OAuthForm form) {
        Grant grant = take(form.required("code"));
        if (!grant.redirectUri().equals(form.required("redirect_uri"))) {
            throw new OAuthError("redirect_uri_mismatch", "redirect_uri must match configuration");
        }
        if (grant.challenge() != null) {
            String verifier = form.field("code_verifier")
                    .orElseThrow(() -> new OAuthError(OAuthError.GRANT, "invalid code verifier"));
            if (!grant.challenge().equals(challenge(verifier))) {
                throw new OAuthError(OAuthError.REQUEST, "invalid code verifier");
            }
        }
        return grant;
    }

    private synchronized Grant take(String code) {
        Grant grant = codes.remove(code);
        if (grant == null) {
            throw new OAuthError(OAuthError.GRANT, "invalid authorization code");
        }
        if (clock.instant().isAfter(grant.until())) {
            throw new OAuthError(OAuthError.GRANT, "expired authorization code");
        }
        return grant;
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static ApiResponse back(String redirect, Map<String, String> asked, String... pairs) {
        StringBuilder location = new StringBuilder(redirect).append('?');
        for (int i = 0; i < pairs.length; i += 2) {
            location.append(pairs[i]).append('=').append(encoded(pairs[i + 1])).append('&');
        }
        String state = asked.get("state");
        return ApiResponse.empty(302).with("Location",
                state == null
                        ? location.substring(0, location.length() - 1)
                        : location + "state=" + encoded(state));
    }

    private static ApiResponse question(ApiRequest request) {
        StringBuilder query = new StringBuilder();
        request.parameters().forEach((name, value) -> query.append(encoded(name)).append('=').append(encoded(value))
                .append("&amp;"));
        StringBuilder links = new StringBuilder();
        DECISIONS.stream().sorted().forEach(decision -> links.append("<p><a href=\"").append(request.path())
                .append('?').append(query).append("decision=").append(decision).append("\">").append(decision)
                .append("</a></p>"));
        return ApiResponse.text(200, "text/html;charset=UTF-8",
                "<!doctype html><title>Allow access?</title><h1>Allow access?</h1>" + links);
    }

    /** Salesforce does not redirect to where it was not told to: the error stands on a page of its own. */
    private static ApiResponse page(String error) {
        return ApiResponse.text(400, "text/html;charset=UTF-8", error);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
