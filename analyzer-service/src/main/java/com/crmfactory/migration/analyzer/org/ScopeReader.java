package com.crmfactory.migration.analyzer.org;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.crmfactory.migration.analyzer.org.Scope.Planned;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.salesforce.Question;
import com.crmfactory.migration.salesforce.Reply;
import com.crmfactory.migration.salesforce.SObject;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Finds out which objects are worth a describe: those of the CRM, and others that have records. A snapshot of the counts
 * costs a few calls for all objects together; those that it does not name are counted, five for one call.
 */
public final class ScopeReader {
    /** So many further objects are counted exactly; the others keep the snapshot's number. */
    static final int EXACT = 40;

    private final OpenOrg open;
    private final SalesforceOrg org;
    private final int atOnce;
    private final boolean last;

    /**
     * @param last
     *            nobody will ask again: objects that cannot be counted now are left out
     */
    public ScopeReader(OpenOrg open, int atOnce, boolean last) {
        this.open = open;
        this.org = open.org();
        this.atOnce = atOnce;
        this.last = last;
    }

    public Uni<Scope> read() {
        Inventory inventory = Inventory.of(open.global());
        return snapshot(inventory).chain(snapshot -> counted(toCount(inventory, snapshot))
                .map(counts -> scope(inventory, snapshot, counts)));
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

    private Uni<Snapshot> snapshot(Inventory inventory) {
        List<String> names = Stream.concat(inventory.defaults().stream(), inventory.candidates().stream())
                .map(SObject::name).toList();
        return names.isEmpty()
                ? Uni.createFrom().item(new Snapshot(Map.of(), false))
                : Refusal.spare(org.recordCounts(names).map(counts -> new Snapshot(counts, false)), last,
                        () -> new Snapshot(Map.of(), true));
    }

    /** All that the snapshot does not name, and the first of those that it does. */
    private static List<String> toCount(Inventory inventory, Snapshot snapshot) {
        List<String> names = inventory.candidates().stream().map(SObject::name).toList();
        return Stream.concat(names.stream().filter(name -> !snapshot.counts().containsKey(name)),
                names.stream().filter(snapshot.counts()::containsKey).limit(EXACT)).toList();
    }

    private Uni<Map<String, Count>> counted(List<String> objects) {
        List<List<String>> fives = IntStream
                .iterate(0, i -> i < objects.size(), i -> i + Interview.AT_ONCE)
                .mapToObj(i -> objects.subList(i, Math.min(objects.size(), i + Interview.AT_ONCE))).toList();
        return Multi.createFrom().iterable(fives).onItem().transformToUni(this::countTogether).merge(atOnce)
                .onItem().<Count>disjoint().collect().asMap(Count::object);
    }

    private Uni<List<Count>> countTogether(List<String> objects) {
        List<Question> questions = objects.stream().map(object -> new Question("SELECT COUNT() FROM " + object, false))
                .toList();
        // No answers at all: the call as a whole was refused.
        return Refusal.spare(org.queryTogether(questions), last, List::<Reply>of)
                .map(replies -> IntStream.range(0, objects.size()).mapToObj(i -> i < replies.size()
                        ? count(objects.get(i), replies.get(i))
                        : new Count(objects.get(i), null, "could not be counted: Salesforce gave no answer")).toList());
    }

    private Count count(String object, Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            return new Count(object, answered.page().totalSize(), null);
        }
        SalesforceException refusal = ((Reply.Refused) reply).refusal();
        if (!Refusal.concernsOneObject(refusal) && !(last && Refusal.passes(refusal))) {
            throw refusal;
        }
        return new Count(object, null, "could not be counted: " + refusal.failure().message());
    }

    private Scope scope(Inventory inventory, Snapshot snapshot, Map<String, Count> counts) {
        List<Planned> objects = new ArrayList<>();
        inventory.defaults().forEach(object -> objects.add(planned(object, null, snapshot)));
        List<LeftOut> leftOut = new ArrayList<>(inventory.leftOut());
        Map<String, Long> known = new HashMap<>(snapshot.counts());
        counts.values().stream().filter(count -> count.records() != null)
                .forEach(count -> known.put(count.object(), count.records()));
        for (SObject candidate : inventory.candidates()) {
            Long records = known.get(candidate.name());
            if (records == null || records == 0) {
                leftOut.add(new LeftOut(candidate.name(),
                        records == null ? counts.get(candidate.name()).reason() : "no records"));
            } else {
                objects.add(planned(candidate, records, snapshot));
            }
        }
        leftOut.sort(Comparator.comparing(LeftOut::object));
        return new Scope(open.summary(), objects, leftOut, inventory.hidden(), open.global().sobjects().size(),
                snapshot.refused(), org.usage().calls() + CallForecast.rest(open, inventory, objects));
    }

    private static Planned planned(SObject object, Long count, Snapshot snapshot) {
        return new Planned(object.name(), object.label(), object.custom(), object.keyPrefix(), count,
                snapshot.counts().get(object.name()));
    }
}
