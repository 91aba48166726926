package com.crmfactory.migration.model.message;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a progress message tells. The importer sends {@code object_*} and {@code connection_rejected}. */
public enum ProgressType {
    OBJECT_STARTED,
    OBJECT_PROGRESS,
    OBJECT_LINKING,
    OBJECT_COMPLETED,
    OBJECT_FAILED,
    OBJECT_SKIPPED,
    CONNECTION_REJECTED,
    MIGRATION_ANALYZED,
    MIGRATION_STARTED,
    MIGRATION_PAUSED,
    MIGRATION_RESUMED,
    MIGRATION_VALIDATING,
    MIGRATION_COMPLETED,
    MIGRATION_FAILED,
    MIGRATION_CANCELLED,
    MIGRATION_ROLLED_BACK;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
