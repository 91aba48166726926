package com.crmfactory.migration.gateway.migration;

import java.util.Locale;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.MigrationStatus;

/** The texts of refusals; each names the present status and what to do. */
public final class Refusals {
    public static final String STATUS_CONFLICT = "status_conflict";

    private Refusals() {
    }

    static Failure notAllowed(Transition transition, MigrationStatus status) {
        String sources = transition.sources().stream().map(MigrationStatus::wire).sorted()
                .collect(Collectors.joining("' or '", "'", "'"));
        return new Failure(STATUS_CONFLICT, FailureType.CONFLICT,
                "'" + transition.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + "' is not possible while the migration is '" + status.wire() + "'.",
                "It is possible while the migration is " + sources + ".");
    }

    static Failure connectionNeeded() {
        return new Failure(STATUS_CONFLICT, FailureType.CONFLICT,
                "'resume' is not possible while the migration is 'paused' because Salesforce refuses its credentials.",
                "PUT fresh credentials to the migration's connection; it goes on by itself then.");
    }

    static Failure connectionNotReplaceable(MigrationStatus status) {
        return new Failure(STATUS_CONFLICT, FailureType.CONFLICT,
                "The connection cannot be replaced while the migration is '" + status.wire() + "'.",
                "It can be replaced while the migration is 'analysis_failed', 'paused' or 'ready'.");
    }

    /** For changing what a run is made of. */
    public static Failure notEditable(MigrationStatus status) {
        return new Failure(STATUS_CONFLICT, FailureType.CONFLICT,
                "The configuration cannot be changed while the migration is '" + status.wire() + "'.",
                "It can be changed while the migration is 'ready', and for a retry while it is 'failed' or"
                        + " 'completed_with_errors'.");
    }

    /** For reading what only a run delivers. */
    public static Failure notRun(String what, MigrationStatus status) {
        return new Failure(STATUS_CONFLICT, FailureType.CONFLICT,
                "There is no " + what + " while the migration is '" + status.wire() + "'.",
                "Run the migration first.");
    }

    /** For reading what the analysis has not delivered yet. */
    public static Failure notAnalyzed(String what, MigrationStatus status) {
        return new Failure(STATUS_CONFLICT, FailureType.CONFLICT,
                "There is no " + what + " while the migration is '" + status.wire() + "'.",
                status == MigrationStatus.ANALYSIS_FAILED
                        ? "Repair what the record's error names and analyze again."
                        : "Wait until the migration is 'ready'.");
    }
}
