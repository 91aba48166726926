package com.crmfactory.migration.gateway.connection;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.connection.Connection.Identity;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.AccessToken;
import com.crmfactory.migration.salesforce.OrgAccess;
import com.crmfactory.migration.salesforce.SalesforceClient;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.TokenGrant;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;

/** What is asked of Salesforce's OAuth endpoints. Nothing here is repeated by itself: a refresh token may serve only once. */
@ApplicationScoped
class TokenRequests {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    /** Salesforce takes no assertion of more than five minutes. */
    private static final Duration ASSERTION_LIVES = Duration.ofMinutes(3);

    private final SalesforceClient salesforce;
    private final SalesforceApp app;

    TokenRequests(SalesforceClient salesforce, SalesforceApp app) {
        this.salesforce = salesforce;
        this.app = app;
    }

    Uni<TokenGrant> redeem(Connection connection, String code, String verifier, String redirectUri) {
        Map<String, String> form = clientForm(connection, "authorization_code");
        form.put("code", code);
        form.put("code_verifier", verifier);
        form.put("redirect_uri", redirectUri);
        return salesforce.token(connection.loginUrl(), form);
    }

    /** A new access token, by the means that the connection has. */
    Uni<TokenGrant> next(Connection connection) {
        return switch (connection.grant()) {
            case AUTHORIZATION_CODE -> refresh(connection);
            case CLIENT_CREDENTIALS ->
                salesforce.token(connection.loginUrl(), clientForm(connection, "client_credentials"));
            case JWT_BEARER -> salesforce.token(connection.loginUrl(),
                    Map.of("grant_type", JWT_BEARER, "assertion", assertion(connection)));
            case ACCESS_TOKEN -> Uni.createFrom().failure(new IllegalStateException("Nothing to renew it with"));
        };
    }

    /** Without {@code scope}, which makes some orgs refuse a refresh. */
    private Uni<TokenGrant> refresh(Connection connection) {
        Map<String, String> form = clientForm(connection, "refresh_token");
        form.put("refresh_token", connection.secrets().refreshToken().reveal());
        return salesforce.token(connection.loginUrl(), form);
    }

    /**
     * Tries a first token: whose it is, and that it opens the org. One that does not, or that nobody keeps, is given back.
     */
    Uni<Connection> tried(Connection connection, TokenGrant grant) {
        return identity(grant).map(identity -> connection.connected(grant, identity, Changes.now()))
                .onFailure().call(failure -> giveBack(connection.renewed(grant, connection.createdAt()))
                        .onFailure(SalesforceException.class).recoverWithNull());
    }

    private Uni<Identity> identity(TokenGrant grant) {
        return Uni.createFrom().deferred(() -> salesforce.org(new OrgAccess(grant.instanceUrl(), grant.accessToken(),
                null)).userInfo()).map(user -> new Identity(user.organizationId(), user.username()));
    }

    /** Revokes what this product obtained; a token that a person brought along is that person's. */
    Uni<Void> giveBack(Connection connection) {
        AccessToken token = connection.secrets().refreshToken() == null
                ? connection.secrets().accessToken()
                : connection.secrets().refreshToken();
        return connection.grant() == Grant.ACCESS_TOKEN || token == null
                ? Uni.createFrom().voidItem()
                : revoke(connection, token);
    }

    /** Takes the token from everybody who has it. One that Salesforce has forgotten already is as good as revoked. */
    private Uni<Void> revoke(Connection connection, AccessToken token) {
        return salesforce.revoke(connection.loginUrl(), token).onFailure(TokenRequests::isForgotten)
                .recoverWithNull();
    }

    private static boolean isForgotten(Throwable failure) {
        return failure instanceof SalesforceException refused
                && "oauth_token_unknown".equals(refused.failure().code());
    }

    static Failure failure(Throwable thrown) {
        return thrown instanceof SalesforceException salesforce
                ? salesforce.failure()
                : new Failure("internal_error", FailureType.INTERNAL, "A fault of ours ended the log-in.",
                        "Try again; if it stays, report the time of the request.");
    }

    private Map<String, String> clientForm(Connection connection, String grantType) {
        Map<String, String> form = new HashMap<>(Map.of("grant_type", grantType, "client_id", clientId(connection)));
        String secret = connection.clientId() == null
                ? app.clientSecret().orElse(null)
                : connection.secrets().clientSecret();
        if (secret != null) {
            form.put("client_secret", secret);
        }
        return form;
    }

    String clientId(Connection connection) {
        return connection.clientId() == null ? app.clientId().orElseThrow() : connection.clientId();
    }

    private String assertion(Connection connection) {
        Instant now = Instant.now();
        return Jwt.issuer(clientId(connection)).subject(connection.username()).audience(audience(connection.loginUrl()))
                .issuedAt(now).expiresAt(now.plus(ASSERTION_LIVES)).claim("jti", UUID.randomUUID().toString())
                .sign(app.privateKey().orElseThrow());
    }

    /** The log-in host behind a My Domain. Source: facts §1. */
    private static String audience(URI loginUrl) {
        String host = loginUrl.getHost();
        return host.equals("test.salesforce.com") || host.contains(".sandbox.my.")
                ? "https://test.salesforce.com"
                : "https://login.salesforce.com";
    }
}
