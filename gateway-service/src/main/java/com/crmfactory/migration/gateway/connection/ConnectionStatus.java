package com.crmfactory.migration.gateway.connection;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a connection is good for. */
public enum ConnectionStatus {
    /** Somebody has yet to consent in the browser. */
    PENDING,
    CONNECTED,
    /** Salesforce refused to renew the token. */
    EXPIRED,
    /** The log-in was refused. */
    FAILED,
    /** Given back, because no migration needs it any more. */
    REVOKED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
