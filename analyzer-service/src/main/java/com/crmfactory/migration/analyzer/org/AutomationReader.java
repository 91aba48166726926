package com.crmfactory.migration.analyzer.org;

import static com.crmfactory.migration.analyzer.readiness.AutomationInventory.APEX_TRIGGER;
import static com.crmfactory.migration.analyzer.readiness.AutomationInventory.APPROVAL_PROCESS;
import static com.crmfactory.migration.analyzer.readiness.AutomationInventory.FLOW;
import static com.crmfactory.migration.analyzer.readiness.AutomationInventory.PROCESS_BUILDER_FLOW;
import static com.crmfactory.migration.analyzer.readiness.AutomationInventory.VALIDATION_RULE;
import static com.crmfactory.migration.analyzer.readiness.AutomationInventory.WORKFLOW_RULE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.crmfactory.migration.analyzer.readiness.AutomationInventory;
import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.Automation.Item;
import com.crmfactory.migration.salesforce.GlobalDescribe;
import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.SObject;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/**
 * Lists what runs by itself in the org. Flows and approval processes are objects of the data API, the rest belongs to the
 * Tooling API (facts §6); what the user may not see is named with the permission that shows it.
 */
final class AutomationReader {
    private static final String TABLE = "TableEnumOrId";
    private static final String CUSTOM_OBJECT = "01I";
    private static final String NAMESPACE = "NamespacePrefix";
    private static final String PERMISSION = "needs View Setup and Configuration";

    private final OpenOrg open;
    private final SalesforceOrg org;
    private final boolean last;
    private final List<String> unavailable = new ArrayList<>();

    /**
     * @param last
     *            nobody will ask again: what is not answered now is unavailable
     */
    AutomationReader(OpenOrg open, boolean last) {
        this.open = open;
        this.org = open.org();
        this.last = last;
    }

    Uni<Automation> read() {
        return Refusal.spare(org.toolingDescribeGlobal(), last, () -> new GlobalDescribe(List.of(), 0, null))
                .chain(shown -> read(shown));
    }

    private Uni<Automation> read(GlobalDescribe tooling) {
        return Uni.combine().all().unis(
                data("flows", "FlowDefinitionView",
                        "SELECT Label, ProcessType, IsActive, TriggerObjectOrEventLabel, NamespacePrefix"
                                + " FROM FlowDefinitionView"),
                data("approval processes", "ProcessDefinition",
                        "SELECT Name, Type, State, TableEnumOrId FROM ProcessDefinition"),
                tooling(tooling, "workflow rules", "WorkflowRule",
                        "SELECT Name, TableEnumOrId, NamespacePrefix FROM WorkflowRule"),
                tooling(tooling, "Apex triggers", "ApexTrigger",
                        "SELECT Name, TableEnumOrId, Status, NamespacePrefix FROM ApexTrigger"),
                tooling(tooling, "validation rules", "ValidationRule",
                        "SELECT ValidationName, Active, NamespacePrefix, EntityDefinition.QualifiedApiName FROM ValidationRule"),
                tooling(tooling, "Apex classes", "ApexClass", "SELECT COUNT() FROM ApexClass")).usingConcurrencyOf(1)
                .with(answers -> answers.stream().map(Answers.class::cast).toList())
                .chain(kinds -> customObjects(tooling, kinds).map(names -> automation(kinds, names)));
    }

    /** What one question brought. */
    private record Answers(List<JsonNode> rows, long total) {
    }

    /** Automation of a custom object names it by its 01I… id; the Tooling API knows which one that is. */
    private Uni<Map<String, String>> customObjects(GlobalDescribe tooling, List<Answers> kinds) {
        boolean asked = isShown(tooling, "CustomObject") && kinds.stream().flatMap(kind -> kind.rows().stream())
                .anyMatch(row -> row.path(TABLE).asText().startsWith(CUSTOM_OBJECT));
        return asked
                ? Refusal.spare(Rows.all(org, org.toolingQuery(
                        "SELECT Id, DeveloperName, NamespacePrefix FROM CustomObject")).map(AutomationReader::names),
                        last, Map::of)
                : Uni.createFrom().item(Map.of());
    }

    private static Map<String, String> names(List<JsonNode> customObjects) {
        Map<String, String> names = new TreeMap<>();
        customObjects.forEach(object -> names.put(object.path("Id").asText(),
                (object.hasNonNull("NamespacePrefix") ? object.get("NamespacePrefix").asText() + "__" : "")
                        + object.path("DeveloperName").asText() + "__c"));
        return names;
    }

    private Automation automation(List<Answers> kinds, Map<String, String> customObjects) {
        List<Item> items = new ArrayList<>();
        kinds.get(0).rows().forEach(row -> items.add(AutomationInventory.item(
                is(row, "ProcessType", "Workflow") ? PROCESS_BUILDER_FLOW : FLOW,
                labelled(text(row, "TriggerObjectOrEventLabel")), text(row, "Label"), text(row, NAMESPACE),
                row.path("IsActive").asBoolean())));
        kinds.get(1).rows().stream().filter(row -> is(row, "Type", "Approval"))
                .forEach(row -> items.add(AutomationInventory.item(APPROVAL_PROCESS, table(row, customObjects),
                        text(row, "Name"), is(row, "State", "Active"))));
        kinds.get(2).rows().forEach(row -> items.add(
                AutomationInventory.item(WORKFLOW_RULE, table(row, customObjects), text(row, "Name"),
                        text(row, NAMESPACE), null)));
        kinds.get(3).rows().forEach(row -> items.add(AutomationInventory.item(APEX_TRIGGER,
                table(row, customObjects), text(row, "Name"), text(row, NAMESPACE), is(row, "Status", "Active"))));
        kinds.get(4).rows().forEach(row -> items.add(AutomationInventory.item(VALIDATION_RULE,
                text(row.path("EntityDefinition"), "QualifiedApiName"), text(row, "ValidationName"),
                text(row, NAMESPACE),
                row.path("Active").asBoolean())));
        return AutomationInventory.of(items, kinds.get(5).total(), unavailable);
    }

    private static String table(JsonNode row, Map<String, String> customObjects) {
        String table = text(row, TABLE);
        return table == null ? null : customObjects.getOrDefault(table, table);
    }

    /** A flow names its object by the label that people see; one that several objects share stays a label. */
    private String labelled(String label) {
        List<String> names = open.global().sobjects().stream()
                .filter(object -> object.label() != null && object.label().equals(label)
                        && object.associateEntityType() == null)
                .map(SObject::name).toList();
        return names.size() == 1 ? names.get(0) : label;
    }

    private Uni<Answers> data(String kind, String object, String soql) {
        return shown(kind, open.shows(object), org.query(soql));
    }

    private Uni<Answers> tooling(GlobalDescribe tooling, String kind, String object, String soql) {
        return shown(kind, isShown(tooling, object), org.toolingQuery(soql));
    }

    private static boolean isShown(GlobalDescribe tooling, String object) {
        return tooling.find(object).filter(SObject::queryable).isPresent();
    }

    private Uni<Answers> shown(String kind, boolean shown, Uni<QueryPage> question) {
        if (!shown) {
            unavailable.add(kind + ": not shown to this user, " + PERMISSION);
            return Uni.createFrom().item(new Answers(List.of(), 0));
        }
        return question.chain(page -> Rows.all(org, Uni.createFrom().item(page))
                .map(rows -> new Answers(rows, page.totalSize())))
                .onFailure(failure -> Refusal.concernsOneObject(failure) || last && Refusal.passes(failure))
                .recoverWithItem(refused -> {
                    String told = ((SalesforceException) refused).failure().message();
                    unavailable.add(kind + ": " + told + (Refusal.passes(refused) ? "" : " It " + PERMISSION));
                    return new Answers(List.of(), 0);
                });
    }

    private static String text(JsonNode row, String field) {
        return row.hasNonNull(field) ? row.get(field).asText() : null;
    }

    private static boolean is(JsonNode row, String field, String value) {
        return row.path(field).asText().equals(value);
    }
}
