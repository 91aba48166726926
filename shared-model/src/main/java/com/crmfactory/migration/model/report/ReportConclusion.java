package com.crmfactory.migration.model.report;

import java.util.List;
import java.util.Map;

import com.crmfactory.migration.model.plan.MigrationPlan;

/**
 * The readiness report without its objects, which travel one by one.
 *
 * @param readinessScore
 *            0–100
 * @param queues
 *            queue id to name, for records that a queue owns
 */
public record ReportConclusion(int readinessScore, ReadinessLevel readinessLevel, List<ScorePart> scoreBreakdown,
        ReportSummary summary, List<LeftOut> leftOut, Owners owners, Automation automation, List<Risk> risks,
        MigrationPlan plan, Timeline timeline, Map<String, String> queues) {
}
