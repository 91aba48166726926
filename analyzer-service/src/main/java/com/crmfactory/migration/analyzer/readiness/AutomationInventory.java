package com.crmfactory.migration.analyzer.readiness;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.Automation.Count;
import com.crmfactory.migration.model.report.Automation.Item;

/** Counts what was found and says how each is rebuilt. Pure. */
public final class AutomationInventory {
    public static final String WORKFLOW_RULE = "workflow_rule";
    public static final String PROCESS_BUILDER_FLOW = "process_builder_flow";
    public static final String FLOW = "flow";
    public static final String APEX_TRIGGER = "apex_trigger";
    public static final String VALIDATION_RULE = "validation_rule";
    public static final String APPROVAL_PROCESS = "approval_process";
    private static final int MOST_ITEMS = 500;
    /** These exist without an object. */
    private static final Set<String> FREE = Set.of(FLOW, PROCESS_BUILDER_FLOW);
    private static final Map<String, String> REBUILD = Map.of(
            WORKFLOW_RULE, "Rebuild as an automation of the CRM: its criteria, field updates, tasks and e-mail alerts.",
            PROCESS_BUILDER_FLOW, "Rebuild as an automation of the CRM; Salesforce itself has retired Process Builder.",
            FLOW, "Rebuild as an automation of the CRM; a screen flow needs a form or a guided process.",
            APEX_TRIGGER, "Have a developer read the code: rebuild it as an automation or as a webhook of your own.",
            VALIDATION_RULE, "Add the rule to the field or form; until then the CRM takes such records.",
            APPROVAL_PROCESS, "Rebuild its steps and approvers; finish pending approvals before you switch over.");

    private AutomationInventory() {
    }

    /** What to do about a definition of that kind. */
    public static Item item(String kind, String object, String name, Boolean active) {
        return item(kind, object, name, null, active);
    }

    /**
     * @param namespace
     *            of the installed package that brought it; null if it is the org's own
     */
    public static Item item(String kind, String object, String name, String namespace, Boolean active) {
        return namespace == null
                ? new Item(kind, object, name, active, REBUILD.get(kind))
                : new Item(kind, object, namespace + "__" + name, active, "Came with the installed package " + namespace
                        + ": not rebuilt one by one; decide what takes the place of the package.");
    }

    /**
     * @param unavailable
     *            kinds that could not be read
     */
    public static Automation of(Collection<Item> items, long apexClasses, List<String> unavailable) {
        return AutomationScore.rate(new Automation("low", 0, count(items, WORKFLOW_RULE),
                count(items, PROCESS_BUILDER_FLOW), count(items, FLOW), count(items, APEX_TRIGGER),
                count(items, VALIDATION_RULE), new Count(apexClasses, null, null), count(items, APPROVAL_PROCESS),
                unavailable.stream().sorted().toList(), listed(items)));
    }

    private static Count count(Collection<Item> items, String kind) {
        List<Item> own = items.stream().filter(item -> item.kind().equals(kind)).toList();
        Long active = kind.equals(WORKFLOW_RULE)
                ? null
                : own.stream().filter(item -> Boolean.TRUE.equals(item.active())).count();
        Map<String, Long> byObject = own.stream().filter(item -> item.object() != null || !FREE.contains(kind))
                .collect(Collectors.groupingBy(item -> item.object() == null ? "unknown" : item.object(), TreeMap::new,
                        Collectors.counting()));
        return new Count(own.size(), active, byObject);
    }

    private static List<Item> listed(Collection<Item> items) {
        return items.stream()
                .sorted(Comparator.comparing((Item item) -> Boolean.FALSE.equals(item.active()))
                        .thenComparing(item -> item.object() == null ? "" : item.object()).thenComparing(Item::kind)
                        .thenComparing(item -> item.name() == null ? "" : item.name()))
                .limit(MOST_ITEMS).toList();
    }
}
