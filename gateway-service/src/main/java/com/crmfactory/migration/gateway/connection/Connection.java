package com.crmfactory.migration.gateway.connection;

import java.net.URI;
import java.time.Instant;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.salesforce.TokenGrant;

/**
 * A way into one Salesforce org.
 *
 * @param id
 *            {@code con_…}
 * @param loginUrl
 *            where tokens are asked for
 * @param clientId
 *            of the connected or external client app; null for the installation's own
 * @param username
 *            of the Salesforce user: given for {@link Grant#JWT_BEARER}, else learnt by logging in
 * @param instanceUrl
 *            where the tokens are good; null before the first
 * @param sfOrgId
 *            null before the first token
 * @param revision
 *            counts the access tokens, from 1; 0 before the first
 * @param error
 *            why it is expired or failed; else null
 */
record Connection(String id, String organizationId, Grant grant, ConnectionStatus status, URI loginUrl,
        String clientId, String username, URI instanceUrl, String sfOrgId, Secrets secrets, long revision,
        Failure error, Instant createdAt, Instant connectedAt, Instant renewedAt) {

    /** Somebody who logged in, as Salesforce knows them. */
    record Identity(String sfOrgId, String username) {
    }

    boolean isUsable() {
        return status == ConnectionStatus.CONNECTED;
    }

    /** Whether a new access token can be had without a person. */
    boolean isRenewable() {
        return switch (grant) {
            case AUTHORIZATION_CODE -> secrets.refreshToken() != null;
            case CLIENT_CREDENTIALS, JWT_BEARER -> true;
            case ACCESS_TOKEN -> false;
        };
    }

    Connection connected(TokenGrant tokens, Identity identity, Instant now) {
        return new Connection(id, organizationId, grant, ConnectionStatus.CONNECTED, loginUrl, clientId,
                identity.username(), tokens.instanceUrl(), identity.sfOrgId(),
                secrets.renewed(tokens.accessToken(), tokens.refreshToken()), revision + 1, null, createdAt, now, now);
    }

    Connection renewed(TokenGrant tokens, Instant now) {
        return new Connection(id, organizationId, grant, ConnectionStatus.CONNECTED, loginUrl, clientId, username,
                tokens.instanceUrl(), sfOrgId, secrets.renewed(tokens.accessToken(), tokens.refreshToken()),
                revision + 1, null, createdAt, connectedAt, now);
    }

    /** Refused by Salesforce: its tokens are of no use any more. */
    Connection refused(Failure why) {
        return ended(status == ConnectionStatus.PENDING ? ConnectionStatus.FAILED : ConnectionStatus.EXPIRED, why);
    }

    Connection revoked() {
        return ended(ConnectionStatus.REVOKED, null);
    }

    private Connection ended(ConnectionStatus end, Failure why) {
        return new Connection(id, organizationId, grant, end, loginUrl, clientId, username, instanceUrl, sfOrgId,
                Secrets.NONE, revision, why, createdAt, connectedAt, renewedAt);
    }
}
