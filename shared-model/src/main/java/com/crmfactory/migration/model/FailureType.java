package com.crmfactory.migration.model;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who can cure a failure, and how. */
public enum FailureType {
    /** Credentials or permissions: somebody must grant or renew something. */
    ACCESS,
    /** A quota is used up: wait for its reset or raise it. */
    LIMIT,
    /** Passes by itself: network, overload, a restart. */
    TRANSIENT,
    /** The request cannot be answered as it was put. */
    REQUEST,
    /** A record cannot be migrated as it is. */
    DATA,
    /** The present state does not allow it. */
    CONFLICT,
    /** A fault of ours. */
    INTERNAL;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
