package com.crmfactory.migration.analyzer.readiness;

import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.Automation.Count;

/**
 * What there is to rebuild, as a weighted count of what is active (or defined, where Salesforce does not tell):
 * validation rules and workflow rules 1, Process Builder and other flows 2, Apex triggers 3, approval processes 4.
 * Under 10 is low, under 50 medium.
 */
public final class AutomationScore {
    private static final int MEDIUM = 10;
    private static final int HIGH = 50;

    private AutomationScore() {
    }

    /** The same automation with its score and complexity. */
    public static Automation rate(Automation read) {
        long score = live(read.validationRules()) + live(read.workflowRules()) + 2 * live(read.processBuilderFlows())
                + 2 * live(read.flows()) + 3 * live(read.apexTriggers()) + 4 * live(read.approvalProcesses());
        return new Automation(complexity(score), (int) Math.min(score, Integer.MAX_VALUE), read.workflowRules(),
                read.processBuilderFlows(), read.flows(), read.apexTriggers(), read.validationRules(),
                read.apexClasses(), read.approvalProcesses(), read.unavailable(), read.items());
    }

    private static long live(Count count) {
        return count.active() == null ? count.total() : count.active();
    }

    private static String complexity(long score) {
        if (score < MEDIUM) {
            return "low";
        }
        return score < HIGH ? "medium" : "high";
    }
}
