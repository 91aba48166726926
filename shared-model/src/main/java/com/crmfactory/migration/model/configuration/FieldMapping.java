package com.crmfactory.migration.model.configuration;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where one field goes and how its value is converted.
 *
 * @param target
 *            column of the target table or {@code custom_fields.<key>}
 * @param values
 *            source value to CRM value; null for none
 * @param defaultValue
 *            taken for a blank value, and for an unmapped one under {@link OnUnmapped#DEFAULT}; may be null
 * @param onUnmapped
 *            what to do with a value that {@code values} does not name; only read when there are {@code values}
 */
public record FieldMapping(String field, String target, Transform transform, Map<String, String> values,
        @JsonProperty("default") String defaultValue, OnUnmapped onUnmapped) {

    public static final String CUSTOM_PREFIX = "custom_fields.";

    public FieldMapping {
        values = values == null ? Map.of() : Map.copyOf(values);
        onUnmapped = onUnmapped == null ? OnUnmapped.KEEP : onUnmapped;
    }

    @JsonIgnore
    public boolean isCustom() {
        return target.startsWith(CUSTOM_PREFIX);
    }

    /** A reference without a column: kept as a custom field and as a link to the record. */
    @JsonIgnore
    public boolean isLookUp() {
        return isCustom() && transform == Transform.REFERENCE;
    }

    /** The key under {@code custom_fields}; only for a custom target. */
    public String customKey() {
        return target.substring(CUSTOM_PREFIX.length());
    }
}
