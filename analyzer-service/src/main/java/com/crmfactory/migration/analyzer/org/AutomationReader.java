package com.crmfactory.migration.analyzer.org;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import com.crmfactory.migration.analyzer.readiness.AutomationScore;
import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.Automation.Count;
import com.crmfactory.migration.salesforce.GlobalDescribe;
import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.SObject;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/**
 * Counts what runs by itself in the org. Flows and approval processes are objects of the data API, the rest belongs to
 * the Tooling API; what the user may not see is named with the permission that shows it.
 */
public final class AutomationReader {
    private static final String TABLE = "TableEnumOrId";
    private static final String CUSTOM_OBJECT = "01I";
    private static final String PERMISSION = "needs View Setup and Configuration";

    private final OpenOrg open;
    private final SalesforceOrg org;
    private final List<String> unavailable = new ArrayList<>();

    public AutomationReader(OpenOrg open) {
        this.open = open;
        this.org = open.org();
    }

    public Uni<Automation> read() {
        return org.toolingDescribeGlobal().onFailure(Refusal::concernsOneObject)
                .recoverWithItem(() -> new GlobalDescribe(List.of(), 0, null)).chain(shown -> read(shown));
    }

    private Uni<Automation> read(GlobalDescribe tooling) {
        return Uni.combine().all().unis(
                data("flows", "FlowDefinitionView", "SELECT ProcessType, IsActive FROM FlowDefinitionView"),
                data("approval processes", "ProcessDefinition", "SELECT Type, State FROM ProcessDefinition"),
                tooling(tooling, "workflow rules", "WorkflowRule", "SELECT TableEnumOrId FROM WorkflowRule"),
                tooling(tooling, "Apex triggers", "ApexTrigger", "SELECT TableEnumOrId, Status FROM ApexTrigger"),
                tooling(tooling, "validation rules", "ValidationRule", "SELECT Active FROM ValidationRule"),
                tooling(tooling, "Apex classes", "ApexClass", "SELECT Id FROM ApexClass")).usingConcurrencyOf(1)
                .with(answers -> answers.stream().map(AutomationReader::rows).toList())
                .chain(kinds -> customObjects(tooling, kinds).map(names -> automation(kinds, names)));
    }

    /** Automation of a custom object names it by its 01I… id; the Tooling API knows which one that is. */
    private Uni<Map<String, String>> customObjects(GlobalDescribe tooling, List<List<JsonNode>> kinds) {
        boolean asked = tooling.find("CustomObject").filter(SObject::queryable).isPresent() && kinds.stream()
                .flatMap(List::stream).anyMatch(row -> row.path(TABLE).asText().startsWith(CUSTOM_OBJECT));
        return asked
                ? Rows.all(org, org.toolingQuery("SELECT Id, DeveloperName, NamespacePrefix FROM CustomObject"))
                        .map(AutomationReader::names).onFailure(Refusal::concernsOneObject).recoverWithItem(Map.of())
                : Uni.createFrom().item(Map.of());
    }

    private static Map<String, String> names(List<JsonNode> customObjects) {
        Map<String, String> names = new TreeMap<>();
        customObjects.forEach(object -> names.put(object.path("Id").asText(),
                (object.hasNonNull("NamespacePrefix") ? object.get("NamespacePrefix").asText() + "__" : "")
                        + object.path("DeveloperName").asText() + "__c"));
        return names;
    }

    private Automation automation(List<List<JsonNode>> kinds, Map<String, String> customObjects) {
        List<JsonNode> flows = kinds.get(0);
        List<JsonNode> approvals = kinds.get(1).stream().filter(row -> is(row, "Type", "Approval")).toList();
        List<JsonNode> rules = kinds.get(2);
        List<JsonNode> triggers = kinds.get(3);
        Predicate<JsonNode> processBuilder = row -> is(row, "ProcessType", "Workflow");
        Predicate<JsonNode> activeFlow = row -> row.path("IsActive").asBoolean();
        return AutomationScore.rate(new Automation("low", 0,
                new Count(rules.size(), null, byObject(rules, customObjects)),
                count(flows.stream().filter(processBuilder).toList(), activeFlow),
                count(flows.stream().filter(processBuilder.negate()).toList(), activeFlow),
                new Count(triggers.size(), triggers.stream().filter(row -> is(row, "Status", "Active")).count(),
                        byObject(triggers, customObjects)),
                count(kinds.get(4), row -> row.path("Active").asBoolean()),
                new Count(kinds.get(5).size(), null, null),
                count(approvals, row -> is(row, "State", "Active")),
                unavailable.stream().sorted().toList()));
    }

    private Uni<List<JsonNode>> data(String kind, String object, String soql) {
        return shown(kind, open.shows(object), org.query(soql));
    }

    private Uni<List<JsonNode>> tooling(GlobalDescribe tooling, String kind, String object, String soql) {
        return shown(kind, tooling.find(object).filter(SObject::queryable).isPresent(), org.toolingQuery(soql));
    }

    private Uni<List<JsonNode>> shown(String kind, boolean shown, Uni<QueryPage> question) {
        if (!shown) {
            unavailable.add(kind + ": not shown to this user, " + PERMISSION);
            return Uni.createFrom().item(List.of());
        }
        return Rows.all(org, question).onFailure(Refusal::concernsOneObject).recoverWithItem(refused -> {
            unavailable.add(kind + ": " + ((SalesforceException) refused).failure().message() + " It " + PERMISSION);
            return List.of();
        });
    }

    private static Count count(List<JsonNode> rows, Predicate<JsonNode> active) {
        return new Count(rows.size(), rows.stream().filter(active).count(), null);
    }

    private static Map<String, Long> byObject(List<JsonNode> rows, Map<String, String> customObjects) {
        Map<String, Long> counts = new TreeMap<>();
        rows.stream().map(row -> row.path(TABLE).asText("unknown"))
                .forEach(table -> counts.merge(customObjects.getOrDefault(table, table), 1L, Long::sum));
        return counts;
    }

    private static boolean is(JsonNode row, String field, String value) {
        return row.path(field).asText().equals(value);
    }

    @SuppressWarnings("unchecked")
    private static List<JsonNode> rows(Object answer) {
        return (List<JsonNode>) answer;
    }
}
