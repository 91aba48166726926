package com.crmfactory.migration.gateway.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a connection comes to its tokens. */
public enum Grant {
    /** A user consents in the browser: the web-server flow with PKCE. Renewed with a refresh token. */
    AUTHORIZATION_CODE,
    /** The app itself logs in as its Run-As user, at My Domain only. Renewed by asking again. */
    CLIENT_CREDENTIALS,
    /** This installation signs for a user whom an administrator approved. Renewed by signing again. */
    JWT_BEARER,
    /** A token that somebody brought along. It cannot be renewed, and since it is not ours it is never revoked. */
    ACCESS_TOKEN;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Grant> of(String wire) {
        return Arrays.stream(values()).filter(grant -> grant.wire().equals(wire)).findFirst();
    }
}
