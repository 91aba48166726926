package com.crmfactory.migration.localstack.demo;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The parts of the gateway's migration record that the demo shows.
 *
 * @param migrationId
 *            {@code mig_…}
 * @param sequence
 *            rises with every change
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MigrationView(String migrationId, String status, String pauseReason, Analysis analysis, Progress progress,
        List<MigratedObject> objects, Problem error, long sequence) {

    public MigrationView {
        objects = objects == null ? List.of() : List.copyOf(objects);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Analysis(int objectsTotal, int objectsAnalyzed) {
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Progress(long recordsTotal, long recordsProcessed, long apiCallsUsed) {
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Problem(String code, String message, String hint) {
    }

    /** One object and its ledger. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MigratedObject(String object, String target, int wave, String status, long recordsTotal,
            long recordsProcessed, long imported, long updated, long unchanged, long merged, long skipped,
            long failed) {

        /** How many source records ended somewhere that can be looked up. */
        long accountedFor() {
            return imported + updated + unchanged + merged + skipped + failed;
        }

        boolean isBalanced() {
            return accountedFor() == recordsTotal;
        }
    }
}
