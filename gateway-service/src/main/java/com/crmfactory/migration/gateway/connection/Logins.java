package com.crmfactory.migration.gateway.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import com.crmfactory.migration.gateway.connection.Vault.Kind;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The log-ins under way in browsers. Every method needs a transaction. */
@ApplicationScoped
class Logins implements PanacheRepositoryBase<LoginRow, String> {
    /** As long as the cookie. */
    static final Duration LIVES = Duration.ofMinutes(10);

    private final Vault vault;

    Logins(Vault vault) {
        this.vault = vault;
    }

    /** What only the browser and Salesforce get to see, until they bring it back. */
    record Login(String state, String cookie, String verifier, String redirectUri) {
        static Login begin(String redirectUri) {
            return new Login(Randoms.next(), Randoms.next(), Randoms.next(), redirectUri);
        }

        @Override
        public String toString() {
            return "Login[redacted]";
        }
    }

    /** A log-in that came back; {@code sealedVerifier} opens only for its connection. */
    record Returned(String connectionId, String sealedVerifier, String redirectUri) {
        @Override
        public String toString() {
            return "Returned[" + connectionId + "]";
        }
    }

    Uni<Void> add(Connection connection, Login login, Instant now) {
        LoginRow row = new LoginRow();
        row.stateHash = Randoms.digest(login.state());
        row.connectionId = connection.id();
        row.cookieHash = Randoms.digest(login.cookie());
        row.sealedVerifier = vault.seal(connection, Kind.CODE_VERIFIER, login.verifier());
        row.redirectUri = login.redirectUri();
        row.expiresAt = now.plus(LIVES);
        return persist(row).replaceWithVoid();
    }

    /**
     * Takes the log-in away, so that its state never serves a second time.
     *
     * @return empty if the state is unknown, used, too old or was given to another browser
     */
    Uni<Optional<Returned>> take(String state, String cookie, Instant now) {
        if (state == null || cookie == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return findById(Randoms.digest(state), LockModeType.PESSIMISTIC_WRITE).flatMap(row -> row == null
                || !row.cookieHash.equals(Randoms.digest(cookie))
                        ? Uni.createFrom().item(Optional.empty())
                        : delete(row).replaceWith(() -> row.expiresAt.isBefore(now)
                                ? Optional.empty()
                                : Optional.of(new Returned(row.connectionId, row.sealedVerifier, row.redirectUri))));
    }

    /** What came back too late, or never. */
    Uni<Long> forgetOlder(Instant now) {
        return delete("expiresAt < ?1", now);
    }
}
