package com.crmfactory.migration.gateway.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.crmfactory.migration.gateway.view.ReportView;
import com.crmfactory.migration.gateway.view.ReportView.ReportedObjectView;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.Severity;

/**
 * The report as the printable page shows it.
 *
 * @param name
 *            of the migration
 * @param style
 *            the page's style sheet; everything that it needs is in it
 * @param risks
 *            the worst first
 * @param objects
 *            those with records, in the order of presentation
 * @param emptyObjects
 *            the others, by name
 * @param mapped
 *            objects whose fields are listed: those that have a table in the CRM
 * @param leftOut
 *            names of the objects that were not analysed, by reason
 */
record Page(String name, String style, ReportView report, ScoreRing ring, InventoryChart inventory, ScoreChart scores,
        TimelineChart timeline, List<Risk> risks, List<ReportedObjectView> objects, List<String> emptyObjects,
        List<ReportedObjectView> mapped, Map<String, List<String>> leftOut, AutomationTable automation) {

    static Page of(String name, String style, ReportView report) {
        return new Page(name, style, report, ScoreRing.of(report.readinessScore()),
                InventoryChart.of(report.objects()), ScoreChart.of(report.scoreBreakdown()),
                TimelineChart.of(report.plan(), report.timeline()),
                report.risks().stream().sorted(Comparator.comparing(Risk::severity).reversed()).toList(),
                report.objects().stream().filter(object -> object.recordCount() > 0).toList(),
                report.objects().stream().filter(object -> object.recordCount() == 0)
                        .map(ReportedObjectView::object).sorted().toList(),
                report.objects().stream().filter(object -> object.fields() != null && !object.fields().isEmpty())
                        .toList(),
                byReason(report.leftOut()), AutomationTable.of(report.automation()));
    }

    /** What must be done before, or at least known: the risks that a reader sees first. */
    public List<Risk> urgent() {
        return risks.stream().filter(risk -> risk.severity().compareTo(Severity.HIGH) >= 0).toList();
    }

    /** For example "12 findings: 2 high, 10 low.". */
    public String findingsInShort() {
        List<String> counts = Arrays.stream(Severity.values()).sorted(Comparator.reverseOrder())
                .filter(severity -> count(severity) > 0).map(severity -> count(severity) + " " + severity.wire())
                .toList();
        return counts.isEmpty() ? "No findings." : risks.size() + " findings: " + String.join(", ", counts) + ".";
    }

    private long count(Severity severity) {
        return risks.stream().filter(risk -> risk.severity() == severity).count();
    }

    /** The level in words. */
    public String verdict() {
        return switch (report.readinessLevel()) {
            case READY -> "Ready to migrate";
            case NEEDS_REVIEW -> "Needs review before the migration";
            case BLOCKED -> "Blocked: something has to be solved first";
        };
    }

    private static Map<String, List<String>> byReason(List<LeftOut> leftOut) {
        return leftOut.stream().collect(Collectors.groupingBy(LeftOut::reason, TreeMap::new,
                Collectors.mapping(LeftOut::object, Collectors.toList())));
    }
}
