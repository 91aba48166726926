package com.crmfactory.migration.model.target;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** The CRM's nine types of custom fields. */
public enum CustomFieldType {
    TEXT,
    LONG_TEXT,
    NUMBER,
    CURRENCY,
    DATE,
    CHECKBOX,
    PICKLIST,
    URL,
    EMAIL;

    private static final int LONG_TEXT_FROM = 256;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The home of a Salesforce field type; types without a home of their own are kept losslessly as text, number or
     * JSON.
     *
     * @param type
     *            field type as a describe names it
     * @param length
     *            characters; 0 where the type has no length
     */
    public static CustomFieldType of(String type, int length) {
        return switch (type) {
            case "boolean" -> CHECKBOX;
            case "currency" -> CURRENCY;
            case "double", "int", "long", "percent" -> NUMBER;
            case "date" -> DATE;
            case "email" -> EMAIL;
            case "url" -> URL;
            case "picklist" -> PICKLIST;
            case "textarea" -> LONG_TEXT;
            // Salesforce adds field types with new releases; what is unknown is kept as text.
            default -> length >= LONG_TEXT_FROM ? LONG_TEXT : TEXT;
        };
    }
}
