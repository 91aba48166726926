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
 * @param items
 *            each definition, the active ones first, at most 500; null in reports of earlier releases
 */
public record Automation(String complexity, int score, Count workflowRules, Count processBuilderFlows, Count flows,
        Count apexTriggers, Count validationRules, Count apexClasses, Count approvalProcesses,
        List<String> unavailable, List<Item> items) {

    public Automation(String complexity, int score, Count workflowRules, Count processBuilderFlows, Count flows,
            Count apexTriggers, Count validationRules, Count apexClasses, Count approvalProcesses,
            List<String> unavailable) {
        this(complexity, score, workflowRules, processBuilderFlows, flows, apexTriggers, validationRules, apexClasses,
                approvalProcesses, unavailable, null);
    }

    /**
     * One definition.
     *
     * @param kind
     *            {@code workflow_rule}, {@code process_builder_flow}, {@code flow}, {@code apex_trigger},
     *            {@code validation_rule} or {@code approval_process}
     * @param object
     *            the object that sets it off; null if it belongs to none
     * @param active
     *            null where Salesforce does not tell cheaply
     * @param rebuild
     *            what to do about it
     */
    public record Item(String kind, String object, String name, Boolean active, String rebuild) {
    }

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
