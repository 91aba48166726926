package com.crmfactory.migration.localstack.demo;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.localstack.demo.MigrationView.MigratedObject;

/**
 * Whether a finished migration kept its promise: every record is accounted for and the target holds what the ledger says.
 *
 * @param reasons
 *            why not; empty when it did
 */
record Verdict(List<String> reasons) {

    Verdict {
        reasons = List.copyOf(reasons);
    }

    static Verdict of(MigrationView migration, ValidationView validation) {
        List<String> reasons = new ArrayList<>();
        if (!migration.status().equals("completed") && !migration.status().equals("completed_with_errors")) {
            reasons.add("the migration ended as " + migration.status());
        }
        if (migration.objects().stream().mapToLong(MigratedObject::accountedFor).sum() == 0) {
            reasons.add("no record was migrated");
        }
        for (MigratedObject object : migration.objects()) {
            if (object.status().equals("failed")) {
                reasons.add(object.object() + " failed as a whole");
            }
            if (!object.isBalanced()) {
                reasons.add("%s: %,d records delivered, %,d accounted for"
                        .formatted(object.object(), object.recordsTotal(), object.accountedFor()));
            }
        }
        reasons.addAll(ofValidation(validation));
        return new Verdict(reasons);
    }

    private static List<String> ofValidation(ValidationView validation) {
        List<String> reasons = new ArrayList<>();
        if (!validation.isPassed()) {
            reasons.add("the validation's result is " + validation.result());
        }
        validation.objects()
                .stream()
                .filter(object -> object.missing() != 0)
                .map(object -> "%s: %,d records are missing in %s"
                        .formatted(object.object(), object.missing(), object.target()))
                .forEach(reasons::add);
        return reasons;
    }

    boolean isKept() {
        return reasons.isEmpty();
    }
}
