package com.crmfactory.migration.model.report;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How much a risk matters; a blocker forbids the run. */
public enum Severity {
    INFO,
    LOW,
    MEDIUM,
    HIGH,
    BLOCKER;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
