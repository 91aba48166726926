package com.crmfactory.migration.gateway.view;

import java.time.Instant;
import java.util.List;

/** Both sides compared, as the importer tells it; {@code result} is {@code passed} or {@code failed}. */
public record ValidationView(Instant validatedAt, String result, List<ComparedObject> objects,
        List<ComparedRelationship> relationships) {

    /** Records that Salesforce delivered, that are accounted for, and that are in the CRM. */
    public record ComparedObject(String object, String target, long sourceCount, long ledgerCount, long targetCount,
            long missing) {
    }

    /** References that were filled, those that are linked, and those whose parent is not in the CRM. */
    public record ComparedRelationship(String object, String field, long sourceFilled, long linked, long orphans) {
    }
}
