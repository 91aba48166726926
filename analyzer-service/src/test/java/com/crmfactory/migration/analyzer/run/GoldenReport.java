package com.crmfactory.migration.analyzer.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.crmfactory.migration.analyzer.Golden;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.model.plan.DeferredReference;
import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.ReportSummary;
import com.crmfactory.migration.model.report.Risk;

/** A whole report as a {@link Golden} file that reads like the report; the fields have files of their own. */
final class GoldenReport {
    private final ReportConclusion report;
    private final List<ObjectReport> objects;
    private final List<String> lines = new ArrayList<>();

    private GoldenReport(List<AnalysisEvent> events) {
        report = ((AnalysisCompleted) events.get(events.size() - 1)).conclusion();
        objects = events.stream().filter(ObjectAnalyzed.class::isInstance)
                .map(event -> ((ObjectAnalyzed) event).report())
                .sorted((a, b) -> a.object().compareTo(b.object())).toList();
    }

    static void holds(String name, List<AnalysisEvent> events) throws IOException {
        Golden.holds(name, AnalysisIT.class, new GoldenReport(events).lines());
    }

    private List<String> lines() {
        score();
        heading("Objects");
        objects.forEach(this::object);
        heading("Findings");
        // What is stale depends on the day.
        report.risks().stream().filter(risk -> !risk.code().equals("stale_records")).forEach(this::finding);
        heading("Automation: %s, %d".formatted(report.automation().complexity(), report.automation().score()));
        report.automation().items().forEach(this::automation);
        report.automation().unavailable().forEach(gap -> lines.add("unavailable: " + gap));
        plan();
        heading("Left out");
        report.leftOut().stream()
                .collect(Collectors.groupingBy(LeftOut::reason, java.util.TreeMap::new,
                        Collectors.mapping(LeftOut::object, Collectors.joining(", "))))
                .forEach((reason, names) -> lines.add(reason + ": " + names));
        return lines;
    }

    private void score() {
        ReportSummary summary = report.summary();
        lines.add("# " + report.readinessScore() + " of 100, " + report.readinessLevel().wire());
        lines.add("%d objects, %d with records, %d standard and %d custom ones analysed".formatted(
                summary.objectsTotal(), summary.objectsWithRecords(), summary.standardObjects(),
                summary.customObjects()));
        lines.add("%d records; %d of %d fields mapped, %d of them custom fields; %d need review".formatted(
                summary.recordsTotal(), summary.fieldsMapped(), summary.fieldsTotal(), summary.fieldsCustom(),
                summary.fieldsNeedingReview()));
        lines.add("by compatibility: " + summary.byCompatibility());
        lines.add("owners: %d users, %d inactive, %d queues, %d unmatched".formatted(report.owners().total(),
                report.owners().inactive(), report.owners().queues(), report.owners().unmatched()));
        report.scoreBreakdown().forEach(part -> lines.add("%s: %d x %s, costs %s: %s".formatted(part.part(),
                part.score(), part.weight(), part.lost(), String.join(", ", part.findings()))));
    }

    private void object(ObjectReport object) {
        lines.add("%s (%d) -> %s: %s %d".formatted(object.object(), object.recordCount(), object.target(),
                object.compatibility().wire(), object.score()));
        object.reasons().forEach(reason -> lines.add("    " + reason));
    }

    private void finding(Risk risk) {
        String where = (risk.object() == null ? "whole org" : risk.object())
                + (risk.field() == null ? "" : "." + risk.field());
        lines.add("%s %s, %s (%d): %s -> %s".formatted(risk.severity().wire(), risk.code(), where, risk.count(),
                risk.message(), risk.recommendedAction()));
    }

    private void automation(Automation.Item item) {
        String active = item.active() == null ? "not told" : item.active() ? "active" : "inactive";
        lines.add("%s %s of %s, %s -> %s".formatted(item.kind(), item.name(), item.object(), active, item.rebuild()));
    }

    private void plan() {
        heading("Plan: %d s, %d API calls".formatted(report.timeline().estimatedSeconds(),
                report.timeline().apiCallsEstimated()));
        report.plan().waves().forEach(wave -> lines.add("wave: " + String.join(", ", wave)));
        lines.add("linked afterwards: " + report.plan().deferredReferences().stream()
                .map(GoldenReport::reference).collect(Collectors.joining(", ")));
        report.timeline().byObject().forEach(estimate -> lines.add("%s: %d s, %d API calls".formatted(
                estimate.object(), estimate.estimatedSeconds(), estimate.apiCallsEstimated())));
        report.timeline().assumptions().forEach(assumption -> lines.add("assumed: " + assumption));
    }

    private static String reference(DeferredReference reference) {
        return reference.object() + "." + reference.field();
    }

    private void heading(String title) {
        lines.add("");
        lines.add("## " + title);
    }
}
