package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;

import io.vertx.mutiny.sqlclient.Row;

/** Says of each record that the load did not take, why, and what would help. */
final class Rejections {
    private Rejections() {
    }

    static List<Reject> of(Row outcome, OnMissingParent onMissingParent) {
        List<Reject> rejects = new ArrayList<>();
        String[] fields = texts(outcome, "missing_fields");
        String[] orphans = texts(outcome, "parent_missing");
        for (int i = 0; i < orphans.length; i++) {
            rejects.add(parentMissing(orphans[i], fields[i], onMissingParent));
        }
        for (String sfId : texts(outcome, "other_org")) {
            rejects.add(Reject.failed(sfId, "Id", "sf_id_of_another_org",
                    "The CRM has this Salesforce id from another Salesforce organization, e.g. a sandbox copy.",
                    "Set options.replace_other_org to overwrite those rows."));
        }
        for (String sfId : texts(outcome, "edited")) {
            rejects.add(Reject.skipped(sfId, null, "edited_in_crm",
                    "The record was edited in the CRM after it was imported; the edit is kept.",
                    "Set options.overwrite_edited to replace such edits by the source's values."));
        }
        for (String sfId : texts(outcome, "duplicate")) {
            rejects.add(Reject.skipped(sfId, null, "duplicate",
                    "The record is a duplicate by the rules of the configuration; what points to it follows the other"
                            + " record.",
                    null));
        }
        return rejects;
    }

    static Reject parentMissing(String sfId, String field, OnMissingParent onMissingParent) {
        Reject.State state = switch (onMissingParent) {
            case SKIP_RECORD -> Reject.State.SKIPPED;
            case IMPORT_UNLINKED, FAIL_RECORD -> Reject.State.FAILED;
        };
        return new Reject(sfId, state, field, "parent_missing", "The record that this one belongs to was not imported.",
                "Look up the parent's own failure, or whether the integration user may see it, then retry.");
    }

    /** PostgreSQL's own text would quote the value. */
    static Reject valueRefused(String sfId, String sqlState) {
        return Reject.failed(sfId, null, "value_refused",
                "The database refused a value of this record (SQLSTATE " + sqlState + ").",
                "Check the record for values that are out of range, then retry.");
    }

    private static String[] texts(Row outcome, String column) {
        String[] texts = outcome.getArrayOfStrings(column);
        return texts == null ? new String[0] : texts;
    }
}
