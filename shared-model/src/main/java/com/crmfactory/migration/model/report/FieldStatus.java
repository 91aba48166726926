package com.crmfactory.migration.model.report;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What becomes of a field. */
public enum FieldStatus {
    AUTO,
    CUSTOM_FIELD,
    PARTIAL,
    MANUAL_REVIEW,
    NOT_MIGRATED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
