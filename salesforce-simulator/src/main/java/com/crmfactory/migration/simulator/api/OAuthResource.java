package com.crmfactory.migration.simulator.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

import com.crmfactory.migration.simulator.org.Organization;
import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /services/oauth2}: tokens for client credentials and refresh tokens, userinfo and revoke. Source: facts §1. */
final class OAuthResource {

    private final Organization organization;
    private final String userId;
    private final OAuthClient client;
    private final Tokens tokens;
    private final Stats stats;
    private final Clock clock;

    OAuthResource(Organization organization, String userId, OAuthClient client, Tokens tokens, Stats stats,
            Clock clock) {
        this.organization = organization;
        this.userId = userId;
        this.client = client;
        this.tokens = tokens;
        this.stats = stats;
        this.clock = clock;
    }

    ApiResponse handle(ApiRequest request) {
        String action = request.path().substring("/services/oauth2/".length());
        stats.uncounted("oauth_" + (action.matches("token|userinfo|revoke") ? action : "other"));
        return switch (action) {
            case "token" -> token(request);
            case "userinfo" -> userinfo(request);
            case "revoke" -> revoke(request);
            default -> ApiError.notFound().response();
        };
    }

    private ApiResponse token(ApiRequest request) {
        if (!request.is("POST")) {
            return error("invalid_request", "must use HTTP POST");
        }
        Map<String, String> form = form(request);
        Map<String, String> credentials = basic(request, form);
        if (!client.id().equals(credentials.get("client_id"))) {
            return error("invalid_client_id", "client identifier invalid");
        }
        String grant = form.getOrDefault("grant_type", "");
        boolean secretRight = client.secret().equals(credentials.get("client_secret"));
        if (grant.equals("client_credentials")) {
            return secretRight ? issue(request) : error("invalid_client", "invalid client credentials");
        }
        if (grant.equals("refresh_token")) {
            return client.refreshToken().equals(form.get("refresh_token"))
                    ? issue(request)
                    : error("invalid_grant", "expired access/refresh token");
        }
        return error("unsupported_grant_type", "grant type not supported");
    }

    /** There is no {@code expires_in}, and {@code issued_at} is a text of milliseconds. */
    private ApiResponse issue(ApiRequest request) {
        String issuedAt = String.valueOf(clock.millis());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("access_token", tokens.issue());
        json.put("signature",
                Base64.getEncoder().encodeToString((organization.id() + issuedAt).getBytes(StandardCharsets.UTF_8)));
        json.put("scope", "api refresh_token").put("instance_url", request.origin());
        json.put("id", "https://login.salesforce.com/id/" + organization.id() + "/" + userId);
        return ApiResponse.json(json.put("token_type", "Bearer").put("issued_at", issuedAt));
    }

    /** A bad token gets 403 and plain text here, not 401 and JSON. */
    ApiResponse userinfo(ApiRequest request) {
        String token = request.token().or(() -> request.parameter("access_token")).orElse("");
        if (!tokens.check(token)) {
            return ApiResponse.text(403, "text/html;charset=UTF-8", "Bad_OAuth_Token");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sub", "https://login.salesforce.com/id/" + organization.id() + "/" + userId);
        json.put("user_id", userId).put("organization_id", organization.id());
        json.put("preferred_username",
                "integration@" + organization.shortId().toLowerCase(java.util.Locale.ROOT) + ".example");
        json.put("nickname", "integration").put("name", "Integration User").put("email", "integration@example.com");
        json.put("email_verified", true).put("given_name", "Integration").put("family_name", "User");
        json.put("zoneinfo", "Etc/UTC").put("is_salesforce_integration_user", false);
        ObjectNode urls = json.putObject("urls");
        urls.put("rest", request.origin() + "/services/data/v{version}/");
        urls.put("sobjects", request.origin() + "/services/data/v{version}/sobjects/");
        urls.put("query", request.origin() + "/services/data/v{version}/query/").put("custom_domain", request.origin());
        json.put("active", true).put("user_type", "STANDARD").put("language", "en_US").put("locale", "en_US");
        return ApiResponse
                .json(json.put("utcOffset", 0).put("updated_at", "2025-01-10T08:30:00Z").put("is_app_installed", true));
    }

    private ApiResponse revoke(ApiRequest request) {
        String token = request.is("POST") ? form(request).get("token") : request.parameters().get("token");
        if (token == null) {
            return error("invalid_request", "token required");
        }
        tokens.revoke(token);
        return ApiResponse.empty(200);
    }

    private static ApiResponse error(String error, String description) {
        return ApiResponse.json(400,
                JsonNodeFactory.instance.objectNode().put("error", error).put("error_description", description));
    }

    private static Map<String, String> form(ApiRequest request) {
        return Arrays.stream(new String(request.body(), StandardCharsets.UTF_8).split("&"))
                .filter(pair -> pair.contains("="))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1]), (a, b) -> b));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ApiError(400, "MALFORMED_FORM", "The form is not URL-encoded");
        }
    }

    /** The client's credentials stand in the form or in a Basic header. */
    private static Map<String, String> basic(ApiRequest request, Map<String, String> form) {
        return request.header("authorization").filter(value -> value.startsWith("Basic ")).map(value -> {
            try {
                String[] pair = new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8)
                        .split(":", 2);
                return Map.of("client_id", decode(pair[0]), "client_secret", pair.length > 1 ? decode(pair[1]) : "");
            } catch (IllegalArgumentException e) {
                return Map.<String, String>of();
            }
        }).orElse(form);
    }
}
