package com.crmfactory.migration.simulator.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;

import com.crmfactory.migration.simulator.api.RefreshTokens.Issued;
import com.crmfactory.migration.simulator.org.Organization;
import com.crmfactory.migration.simulator.stats.Stats;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code /services/oauth2}. The host {@code localhost} is the log-in host, as login.salesforce.com is; any other is the
 * org's My Domain. Source: facts §1.
 */
final class OAuthResource {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final Organization organization;
    private final String userId;
    private final OAuthClient client;
    private final OAuthSettings settings;
    private final Tokens tokens;
    private final RefreshTokens refreshTokens;
    private final Authorizations authorizations;
    private final Stats stats;
    private final Clock clock;

    OAuthResource(Organization organization, String userId, OAuthClient client, OAuthSettings settings, Tokens tokens,
            Stats stats, Clock clock) {
        this.organization = organization;
        this.userId = userId;
        this.client = client;
        this.settings = settings;
        this.tokens = tokens;
        this.refreshTokens = new RefreshTokens(client.refreshToken(), tokens, stats);
        this.authorizations = new Authorizations(client, settings, clock);
        this.stats = stats;
        this.clock = clock;
    }

    RefreshTokens refreshTokens() {
        return refreshTokens;
    }

    ApiResponse handle(ApiRequest request) {
        String action = request.path().substring("/services/oauth2/".length());
        stats.uncounted("oauth_" + (action.matches("authorize|token|userinfo|revoke|introspect") ? action : "other"));
        try {
            return switch (action) {
                case "authorize" -> authorizations.authorize(request);
                case "token" -> token(request);
                case "userinfo" -> userinfo(request);
                case "revoke" -> revoke(request);
                case "introspect" -> introspect(request);
                default -> ApiError.notFound().response();
            };
        } catch (OAuthError e) {
            return e.response();
        }
    }

    private ApiResponse token(ApiRequest request) {
        if (!request.is("POST")) {
            throw new OAuthError(OAuthError.REQUEST, "must use HTTP POST");
        }
        OAuthForm form = OAuthForm.of(request);
        String grant = form.field("grant_type").orElse("");
        if (grant.equals(JWT_BEARER)) {
            return jwtBearer(request, form);
        }
        if (!client.id().equals(form.clientId())) {
            throw new OAuthError("invalid_client_id", "client identifier invalid");
        }
        return switch (grant) {
            case "authorization_code" -> authorizationCode(request, form);
            case "refresh_token" -> refresh(request, form);
            case "client_credentials" -> clientCredentials(request, form);
            default -> throw new OAuthError("unsupported_grant_type", "grant type not supported");
        };
    }

    private ApiResponse authorizationCode(ApiRequest request, OAuthForm form) {
        requireSecret(form);
        return authorizations.redeem(form).offline()
                ? issue(request, refreshTokens.approve())
                : issue(request, new Issued(tokens.issue(), null));
    }

    private ApiResponse refresh(ApiRequest request, OAuthForm form) {
        if (form.field("scope").isPresent()) {
            stats.misuse("scope_on_refresh", "a refresh that names scopes is refused by some orgs");
        }
        String token = form.required("refresh_token");
        if (refreshTokens.isLive(token)) {
            requireSecret(form);
        }
        return issue(request, refreshTokens.refresh(token, settings.rotation()));
    }

    private ApiResponse clientCredentials(ApiRequest request, OAuthForm form) {
        requireSecret(form);
        if (isLoginHost(request)) {
            throw new OAuthError(OAuthError.GRANT, "request not supported on this domain");
        }
        if (!settings.runAsUser()) {
            throw new OAuthError(OAuthError.GRANT, "no client credentials user enabled");
        }
        return issue(request, new Issued(tokens.issue(), null));
    }

    private ApiResponse jwtBearer(ApiRequest request, OAuthForm form) {
        JwtAssertion.verify(form.required("assertion"), settings.certificate()).require(client.id(), username(),
                request.origin(), clock.instant());
        return issue(request, new Issued(tokens.issue(), null));
    }

    private void requireSecret(OAuthForm form) {
        if (!client.secret().equals(form.clientSecret())) {
            throw OAuthError.client();
        }
    }

    /** There is no {@code expires_in}, and {@code issued_at} is a text of milliseconds. */
    private ApiResponse issue(ApiRequest request, Issued issued) {
        String issuedAt = String.valueOf(clock.millis());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("access_token", issued.accessToken());
        if (issued.refreshToken() != null) {
            json.put("refresh_token", issued.refreshToken());
        }
        json.put("signature",
                Base64.getEncoder().encodeToString((organization.id() + issuedAt).getBytes(StandardCharsets.UTF_8)));
        json.put("scope", "api refresh_token").put("instance_url", myDomain(request));
        json.put("id", "https://login.salesforce.com/id/" + organization.id() + "/" + userId);
        return ApiResponse.json(json.put("token_type", "Bearer").put("issued_at", issuedAt));
    }

    private static boolean isLoginHost(ApiRequest request) {
        return "localhost".equals(URI.create(request.origin()).getHost());
    }

    private static String myDomain(ApiRequest request) {
        return isLoginHost(request) ? request.origin().replace("//localhost", "//127.0.0.1") : request.origin();
    }

    private String username() {
        return "integration@" + organization.shortId().toLowerCase(Locale.ROOT) + ".example";
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
        json.put("preferred_username", username());
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

    /** Takes both kinds of token; a refresh token takes its access tokens along. */
    private ApiResponse revoke(ApiRequest request) {
        String token = request.is("POST")
                ? OAuthForm.of(request).fields().get("token")
                : request.parameters().get("token");
        if (token == null) {
            throw new OAuthError(OAuthError.REQUEST, "token required");
        }
        if (!refreshTokens.revoke(token) && !tokens.revoke(token)) {
            throw new OAuthError("invalid_token", "invalid token");
        }
        return ApiResponse.empty(200);
    }

    private ApiResponse introspect(ApiRequest request) {
        OAuthForm form = OAuthForm.of(request);
        if (!client.id().equals(form.clientId())) {
            throw new OAuthError("invalid_client_id", "client identifier invalid");
        }
        requireSecret(form);
        String token = form.required("token");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!refreshTokens.isLive(token) && !tokens.isLive(token)) {
            return ApiResponse.json(json.put("active", false));
        }
        json.put("active", true).put("scope", "api refresh_token").put("client_id", client.id());
        return ApiResponse.json(json.put("username", username())
                .put("sub", "https://login.salesforce.com/id/" + organization.id() + "/" + userId)
                .put("token_type", refreshTokens.isLive(token) ? "refresh_token" : "access_token"));
    }
}
