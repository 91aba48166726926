package com.crmfactory.migration.model.message;

/** Refuses messages that lack a field, so that a reader may rely on all of them. */
final class Required {
    private Required() {
    }

    /** Alternating names and values. */
    static void fields(Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] == null) {
                throw new IllegalArgumentException("the message lacks the field '" + namesAndValues[i] + "'");
            }
        }
    }
}
