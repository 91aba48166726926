package com.crmfactory.migration.gateway.connection;

import com.crmfactory.migration.salesforce.AccessToken;

/**
 * What must not be seen of a connection. Each may be null.
 *
 * @param clientSecret
 *            only if the app is not the installation's own
 */
record Secrets(String clientSecret, AccessToken accessToken, AccessToken refreshToken) {
    static final Secrets NONE = new Secrets(null, null, null);

    /** A new access token; an answer without a refresh token leaves the present one valid. */
    Secrets renewed(AccessToken access, AccessToken refresh) {
        return new Secrets(clientSecret, access, refresh == null ? refreshToken : refresh);
    }

    @Override
    public String toString() {
        return "Secrets[redacted]";
    }
}
