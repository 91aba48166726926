package com.crmfactory.migration.model;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How an object will make the move. */
public enum Compatibility {
    /** Every populated, readable field has a lossless home. */
    AUTO,
    /** It migrates; something is converted, truncated or left. */
    PARTIAL,
    /** A person must decide. */
    MANUAL_REVIEW;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
