package com.crmfactory.migration.gateway.view;

import com.crmfactory.migration.gateway.migration.ObjectRun;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.ObjectStatus;

/** One object of the record; {@code error} says why it failed or was left out. */
public record ObjectView(String object, String target, int wave, ObjectStatus status, long recordsTotal,
        long recordsProcessed, long imported, long updated, long unchanged, long merged, long skipped, long failed,
        Failure error) {

    static ObjectView of(ObjectRun run) {
        return new ObjectView(run.object(), run.target(), run.wave(), run.status(), run.recordsTotal(),
                run.recordsProcessed(), run.ledger().imported(), run.ledger().updated(), run.ledger().unchanged(),
                run.ledger().merged(), run.ledger().skipped(), run.ledger().failed(), run.error());
    }
}
