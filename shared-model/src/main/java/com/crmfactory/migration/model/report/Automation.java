package com.crmfactory.migration.model.report;

import java.util.List;
import java.util.Map;

/**
 * What runs by itself in the org and has to be rebuilt.
 *
 * @param complexity
 *            {@code low}, {@code medium} or {@code high}
 * @param score
 *            0 (none) upwards; the documented weighted count
 * @param unavailable
 *            what could not be read, each with the permission that is missing
 */
public record Automation(String complexity, int score, Count workflowRules, Count processBuilderFlows, Count flows,
        Count apexTriggers, Count validationRules, Count apexClasses, Count approvalProcesses,
        List<String> unavailable) {

    /**
     * Definitions of one kind.
     *
     * @param total
     *            definitions (not versions), active or not
     * @param active
     *            null where Salesforce does not tell cheaply
     * @param byObject
     *            null where the kind does not belong to objects
     */
    public record Count(long total, Long active, Map<String, Long> byObject) {
    }
}
