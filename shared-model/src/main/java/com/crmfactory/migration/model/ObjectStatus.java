package com.crmfactory.migration.model;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where the import of one object stands. */
public enum ObjectStatus {
    PENDING,
    EXTRACTING,
    IMPORTING,
    LINKING,
    COMPLETED,
    COMPLETED_WITH_ERRORS,
    FAILED,
    SKIPPED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True once nothing more will happen to the object in this run. */
    public boolean isFinal() {
        return switch (this) {
            case PENDING, EXTRACTING, IMPORTING, LINKING -> false;
            case COMPLETED, COMPLETED_WITH_ERRORS, FAILED, SKIPPED -> true;
        };
    }

    /** True if objects that need this one may start. */
    public boolean isUsable() {
        return this == COMPLETED || this == COMPLETED_WITH_ERRORS;
    }
}
