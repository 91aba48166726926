package com.crmfactory.migration.gateway.connection;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.store.KeyConfig;
import com.crmfactory.migration.messaging.KeyRing;
import com.crmfactory.migration.messaging.TokenSealing;
import com.crmfactory.migration.salesforce.AccessToken;

/**
 * Seals the secrets of connections under the storage key. What a secret is for is bound into its seal, so that none can be
 * put in the place of another, of another connection or of another tenant.
 */
@ApplicationScoped
class Vault {
    private final TokenSealing storage;

    Vault(KeyConfig keys) {
        this.storage = new TokenSealing(KeyRing.load(keys.storageKeyFile()));
    }

    /** What is sealed. */
    enum Kind {
        CLIENT_SECRET,
        ACCESS_TOKEN,
        REFRESH_TOKEN,
        CODE_VERIFIER
    }

    String seal(Connection connection, Kind kind, String secret) {
        return secret == null
                ? null
                : storage.seal(secret, connection.organizationId(), purpose(connection.id(), kind));
    }

    String seal(Connection connection, Kind kind, AccessToken token) {
        return token == null ? null : seal(connection, kind, token.reveal());
    }

    String open(String organizationId, String connectionId, Kind kind, String sealed) {
        return sealed == null ? null : storage.unseal(sealed, organizationId, purpose(connectionId, kind));
    }

    AccessToken openToken(String organizationId, String connectionId, Kind kind, String sealed) {
        return sealed == null ? null : AccessToken.of(open(organizationId, connectionId, kind, sealed));
    }

    private static String purpose(String connectionId, Kind kind) {
        return connectionId + "/" + kind;
    }
}
