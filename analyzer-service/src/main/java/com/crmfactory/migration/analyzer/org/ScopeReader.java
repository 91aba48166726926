package com.crmfactory.migration.analyzer.org;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.analyzer.org.Scope.Planned;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.salesforce.GlobalDescribe;
import com.crmfactory.migration.salesforce.SObject;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Finds out which objects are worth a describe: those of the CRM, and others that have records. A snapshot of the counts
 * costs a few calls for all objects together; only those that it does not name are counted one by one.
 */
public final class ScopeReader {
    /** So many further objects are counted exactly; the others keep the snapshot's number. */
    static final int EXACT = 40;

    private final SalesforceOrg org;
    private final int atOnce;

    public ScopeReader(SalesforceOrg org, int atOnce) {
        this.org = org;
        this.atOnce = atOnce;
    }

    public Uni<Scope> read(OrgSummary summary, GlobalDescribe global) {
        Inventory inventory = Inventory.of(global);
        return snapshot(inventory.candidates()).chain(snapshot -> counted(inventory.candidates(), snapshot)
                .map(counts -> scope(summary, global, inventory, snapshot, counts)));
    }

    /**
     * What the snapshot names; it omits objects that are empty or unknown to it.
     *
     * @param refused
     *            the user may not read it
     */
    private record Snapshot(Map<String, Long> counts, boolean refused) {
    }

    /** A number of records, or the reason why there is none. */
    private record Count(String object, Long records, String reason) {
    }

    private Uni<Snapshot> snapshot(List<SObject> candidates) {
        if (candidates.isEmpty()) {
            return Uni.createFrom().item(new Snapshot(Map.of(), false));
        }
        return org.recordCounts(candidates.stream().map(SObject::name).toList())
                .map(counts -> new Snapshot(counts, false)).onFailure(Refusal::concernsOneObject)
                .recoverWithItem(() -> new Snapshot(Map.of(), true));
    }

    private Uni<Map<String, Count>> counted(Collection<SObject> candidates, Snapshot snapshot) {
        List<String> unknown = candidates.stream().map(SObject::name)
                .filter(name -> !snapshot.counts().containsKey(name)).toList();
        return Multi.createFrom().iterable(unknown).onItem().transformToUni(this::count).merge(atOnce).collect()
                .asMap(Count::object);
    }

    private Uni<Count> count(String object) {
        return org.count("SELECT COUNT() FROM " + object).map(records -> new Count(object, records, null))
                .onFailure(Refusal::concernsOneObject)
                .recoverWithItem(refused -> new Count(object, null,
                        "Salesforce refuses: " + ((SalesforceException) refused).failure().message()));
    }

    private static Scope scope(OrgSummary summary, GlobalDescribe global, Inventory inventory, Snapshot snapshot,
            Map<String, Count> counts) {
        List<Planned> objects = new ArrayList<>();
        inventory.defaults().forEach(object -> objects.add(new Planned(object.name(), null)));
        List<LeftOut> leftOut = new ArrayList<>(inventory.leftOut());
        Map<String, Long> known = new HashMap<>(snapshot.counts());
        counts.forEach((object, count) -> known.put(object, count.records()));
        int exact = 0;
        for (SObject candidate : inventory.candidates()) {
            Long records = known.get(candidate.name());
            Count count = counts.get(candidate.name());
            if (records == null || records == 0) {
                leftOut.add(new LeftOut(candidate.name(), records == null ? count.reason() : "no records"));
            } else {
                boolean recount = count == null && exact++ < EXACT;
                objects.add(new Planned(candidate.name(), recount ? null : records));
            }
        }
        leftOut.sort(Comparator.comparing(LeftOut::object));
        return new Scope(summary, objects, leftOut, inventory.hidden(), global.sobjects().size(),
                snapshot.refused());
    }
}
