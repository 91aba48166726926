package com.crmfactory.migration.model.report;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** The report's verdict in a word. */
public enum ReadinessLevel {
    READY,
    NEEDS_REVIEW,
    BLOCKED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
