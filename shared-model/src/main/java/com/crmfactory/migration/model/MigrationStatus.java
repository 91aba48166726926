package com.crmfactory.migration.model;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a migration stands; the transitions are the gateway's. */
public enum MigrationStatus {
    ANALYZING,
    ANALYSIS_FAILED,
    READY,
    RUNNING,
    PAUSED,
    VALIDATING,
    COMPLETED,
    COMPLETED_WITH_ERRORS,
    FAILED,
    CANCELLING,
    CANCELLED,
    ROLLING_BACK,
    ROLLED_BACK,
    ROLLBACK_FAILED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
