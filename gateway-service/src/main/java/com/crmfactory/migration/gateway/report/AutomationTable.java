package com.crmfactory.migration.gateway.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.Automation.Count;
import com.crmfactory.migration.model.report.Automation.Item;

/**
 * What has to be rebuilt, kind by kind and one by one.
 *
 * @param items
 *            those that are active, or of which Salesforce does not tell, object by object
 */
record AutomationTable(List<Row> rows, List<Item> items) {

    /**
     * One kind.
     *
     * @param active
     *            a number, or that it is not known
     * @param rebuild
     *            what takes its place
     * @param objects
     *            the objects that it belongs to, with their numbers, the most first; empty where it belongs to none
     */
    record Row(String kind, long total, String active, String objects, String rebuild) {
    }

    static AutomationTable of(Automation automation) {
        return new AutomationTable(List.of(
                row("Workflow rules", automation.workflowRules(), "Rebuild each active rule as an automation"),
                row("Process Builder flows", automation.processBuilderFlows(),
                        "Rebuild each active process as an automation"),
                row("Other flows", automation.flows(), "Rebuild active record-triggered flows; redesign screen flows"),
                row("Apex triggers", automation.apexTriggers(), "Have each trigger's purpose rebuilt or retired"),
                row("Apex classes", automation.apexClasses(), "Look for integrations and batch jobs among them"),
                row("Validation rules", automation.validationRules(), "Rebuild as required fields or checks"),
                row("Approval processes", automation.approvalProcesses(), "Rebuild as an approval or a stage")),
                automation.items() == null
                        ? List.of()
                        : automation.items().stream().filter(item -> !Boolean.FALSE.equals(item.active())).toList());
    }

    private static Row row(String kind, Count count, String rebuild) {
        Map<String, Long> byObject = count.byObject() == null ? Map.of() : count.byObject();
        String objects = byObject.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining(", "));
        return new Row(kind, count.total(), Words.orUnknown(count.active()), objects,
                count.total() == 0 ? "–" : rebuild);
    }
}
