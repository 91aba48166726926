package com.crmfactory.migration.gateway.connection;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.connection.Logins.Login;
import com.crmfactory.migration.gateway.connection.Logins.Returned;
import com.crmfactory.migration.gateway.connection.Vault.Kind;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.SalesforceClient;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * The web-server flow: the browser goes to Salesforce and comes back with a code, which only this gateway can turn into
 * tokens (PKCE S256) and which is taken only from the browser that was sent (a cookie) and once (the state).
 */
@ApplicationScoped
class WebLogin {
    private static final String SCOPES = "api refresh_token";
    private static final Failure REMOVED = new Failure("login_state_unknown", FailureType.CONFLICT,
            "The connection was removed meanwhile.", "Connect again.");

    private final Connections connections;
    private final Logins logins;
    private final TokenRequests tokens;
    private final Vault vault;
    private final OnContext onContext;

    WebLogin(Connections connections, Logins logins, TokenRequests tokens, Vault vault, OnContext onContext) {
        this.connections = connections;
        this.logins = logins;
        this.tokens = tokens;
        this.vault = vault;
        this.onContext = onContext;
    }

    /** Where to send the browser, and what it has to bring back besides. */
    record Begun(Connection connection, URI authorizeUrl, String cookie) {
        @Override
        public String toString() {
            return "Begun[" + connection.id() + "]";
        }
    }

    /** What the browser brought back. Any part may be missing or made up. */
    record Callback(String code, String state, String error, String errorDescription, String cookie) {
        @Override
        public String toString() {
            return "Callback[redacted]";
        }
    }

    Uni<Begun> begin(Connection connection, String redirectUri) {
        Login login = Login.begin(redirectUri);
        return Panache.withTransaction(() -> connections.add(connection)
                .flatMap(added -> connections.flush())
                .flatMap(added -> logins.add(connection, login, connection.createdAt())))
                .replaceWith(() -> new Begun(connection, authorizeUrl(connection, login), login.cookie()));
    }

    private URI authorizeUrl(Connection connection, Login login) {
        Map<String, String> query = new TreeMap<>(Map.of("response_type", "code", "client_id",
                tokens.clientId(connection), "redirect_uri", login.redirectUri(), "scope", SCOPES, "state",
                login.state(), "code_challenge", Randoms.digest(login.verifier()), "code_challenge_method", "S256"));
        return URI.create(connection.loginUrl() + "/services/oauth2/authorize?" + query.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }

    /** The connection afterwards, connected or failed; empty if this browser has no log-in of that state. */
    Uni<Optional<Connection>> end(Callback callback) {
        return Panache.withTransaction(() -> logins.take(callback.state(), callback.cookie(), Changes.now()))
                .flatMap(returned -> returned.map(login -> end(callback, login).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Connection> end(Callback callback, Returned login) {
        return Panache.withSession(() -> connections.present(login.connectionId()))
                .map(Optional::orElseThrow)
                .flatMap(connection -> callback.code() == null
                        ? store(connection.refused(SalesforceClient.loginRefusal(callback.error(),
                                callback.errorDescription()).failure()))
                        : redeem(connection, callback.code(), login));
    }

    private Uni<Connection> redeem(Connection connection, String code, Returned login) {
        String verifier = vault.open(connection.organizationId(), connection.id(), Kind.CODE_VERIFIER,
                login.sealedVerifier());
        return onContext.here(tokens.redeem(connection, code, verifier, login.redirectUri())
                .flatMap(grant -> tokens.tried(connection, grant)))
                .onFailure().recoverWithItem(failure -> connection.refused(explained(failure)))
                .flatMap(this::store);
    }

    private static Failure explained(Throwable failure) {
        return TokenRequests.failure(failure);
    }

    /** Removed while its user was at Salesforce, it is not brought back: its tokens are given back. */
    private Uni<Connection> store(Connection connection) {
        return Panache.withTransaction(() -> connections.update(connection))
                .flatMap(there -> there
                        ? Uni.createFrom().item(connection)
                        : onContext.here(tokens.giveBack(connection)).onFailure(SalesforceException.class)
                                .recoverWithNull().replaceWith(() -> connection.refused(REMOVED)));
    }

    /** Log-ins that nobody came back from. */
    Uni<Long> forgetLate(Instant now) {
        return Panache.withTransaction(() -> logins.forgetOlder(now));
    }
}
