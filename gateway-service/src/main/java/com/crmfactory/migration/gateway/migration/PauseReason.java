package com.crmfactory.migration.gateway.migration;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a run is paused. */
public enum PauseReason {
    USER,
    CONNECTION_EXPIRED,
    API_LIMIT,
    TARGET_UNAVAILABLE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
