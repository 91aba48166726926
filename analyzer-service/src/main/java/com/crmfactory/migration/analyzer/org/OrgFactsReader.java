package com.crmfactory.migration.analyzer.org;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.Limit;
import com.crmfactory.migration.salesforce.SObject;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reads what concerns the org as a whole: allowances, queues, files, automation. */
public final class OrgFactsReader {
    private final OpenOrg open;
    private final SalesforceOrg org;

    public OrgFactsReader(OpenOrg open) {
        this.open = open;
        this.org = open.org();
    }

    /**
     * @param files
     *            kind of file or note to its number of records
     * @param queues
     *            queue id to name
     */
    public record Reading(Map<String, Limit> limits, Map<String, String> queues, Map<String, Long> files,
            Automation automation) {

        /** What is left of an allowance; null if the org does not say. */
        public Long remaining(String limit) {
            return limits.containsKey(limit) ? limits.get(limit).remaining() : null;
        }
    }

    public Uni<Reading> read() {
        return queues().chain(queues -> files().chain(files -> new AutomationReader(open).read()
                .chain(automation -> limits().map(limits -> new Reading(limits, queues, files, automation)))));
    }

    private Uni<Map<String, Limit>> limits() {
        return org.limits().onFailure(Refusal::concernsOneObject).recoverWithItem(Map.of());
    }

    private Uni<Map<String, String>> queues() {
        if (!open.shows("Group")) {
            return Uni.createFrom().item(Map.of());
        }
        return org.describe("Group").chain(group -> {
            boolean askable = group.field("Name").isPresent() && group.field("Type").filter(Field::filterable)
                    .isPresent();
            return askable
                    ? Rows.all(org, org.query("SELECT Id, Name FROM Group WHERE Type = 'Queue'"))
                    : Uni.createFrom().item(List.<com.fasterxml.jackson.databind.JsonNode>of());
        }).map(rows -> {
            Map<String, String> queues = new TreeMap<>();
            rows.forEach(row -> queues.put(row.path("Id").asText(), row.path("Name").asText()));
            return queues;
        }).onFailure(Refusal::concernsOneObject).recoverWithItem(Map.of());
    }

    private Uni<Map<String, Long>> files() {
        Map<String, Long> counts = new TreeMap<>();
        return Multi.createFrom().iterable(Inventory.of(open.global()).files()).onItem()
                .transformToUniAndConcatenate(kind -> count(kind).invoke(count -> counts.put(kind.name(), count)))
                .collect().last().replaceWith(counts);
    }

    private Uni<Long> count(SObject kind) {
        return org.count("SELECT COUNT() FROM " + kind.name()).onFailure(Refusal::concernsOneObject)
                .recoverWithItem(0L);
    }
}
