package com.crmfactory.migration.model.configuration;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What happens to a picklist value that nobody mapped. */
public enum OnUnmapped {
    KEEP,
    DEFAULT,
    FAIL;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
