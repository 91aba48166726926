package com.crmfactory.migration.importer.run;

import java.util.LinkedHashMap;
import java.util.Map;

import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.ObjectStatus;

/** New values for columns of an object's run. */
final class Change {
    private final Map<String, Object> values = new LinkedHashMap<>();

    static Change to(ObjectStatus status) {
        return new Change().set("status", status.wire());
    }

    static Change of(Ledger ledger) {
        return new Change().set(ledger);
    }

    static Change none() {
        return new Change();
    }

    /** @param column one of ours, never a text from outside */
    Change set(String column, Object value) {
        values.put(column, value);
        return this;
    }

    Change set(Ledger ledger) {
        return set("imported", ledger.imported()).set("updated", ledger.updated())
                .set("unchanged", ledger.unchanged()).set("merged", ledger.merged()).set("skipped", ledger.skipped())
                .set("failed", ledger.failed());
    }

    /** Whether another extraction begins by it. */
    boolean beginsAttempt() {
        return values.containsKey("attempt");
    }

    /** Whether the object has ended by it, in whichever way. */
    boolean ends() {
        return values.containsKey("finished_at");
    }

    Map<String, Object> values() {
        return values;
    }
}
