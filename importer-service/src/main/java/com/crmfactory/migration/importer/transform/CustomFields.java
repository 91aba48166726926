package com.crmfactory.migration.importer.transform;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes one row's custom fields as a JSON object, key by key; numbers without loss. */
final class CustomFields {
    private final StringBuilder json = new StringBuilder(256);

    /** A key as it goes into the JSON of every row. */
    record Key(String name, String quoted) {
        static Key of(String name) {
            return new Key(name, quote(new StringBuilder(), name).append(':').toString());
        }
    }

    void reset() {
        json.setLength(0);
    }

    /** A value that is JSON already: a canonical number, {@code true}, {@code false}. */
    void putLiteral(Key key, String literal) {
        key(key).append(literal);
    }

    void putText(Key key, String text) {
        quote(key(key), text);
    }

    /** The selected values of a multi-select picklist; Salesforce separates them by semicolons. */
    void putList(Key key, String values) {
        key(key).append('[');
        String separator = "";
        for (String value : values.split(";")) {
            json.append(separator);
            quote(json, value);
            separator = ",";
        }
        json.append(']');
    }

    /** @return null if there are none */
    String json() {
        return json.length() == 0 ? null : json.append('}').toString();
    }

    private StringBuilder key(Key key) {
        return json.append(json.length() == 0 ? '{' : ',').append(key.quoted());
    }

    /** Nearly every text goes in as it is. */
    private static StringBuilder quote(StringBuilder json, String text) {
        json.append('"');
        if (isPlain(text)) {
            json.append(text);
        } else {
            JsonStringEncoder.getInstance().quoteAsString(text, json);
        }
        return json.append('"');
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
