package com.crmfactory.migration.importer.run;

import java.util.Locale;

/** What the objects of a migration may do now. */
enum Standing {
    FREE,
    /** Paused, at Salesforce's limit, or without valid credentials: nothing is written, and Salesforce is not asked. */
    HELD,
    /** Every object ends where it is. */
    CANCELLED;

    /** @param text of the view {@code import.standing} */
    static Standing of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
