package com.crmfactory.migration.model.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts objects into waves so that parents come before their children. Pure: the same input gives the same plan, in
 * whatever order it arrives. Required references are hard edges and optional ones soft; where a cycle stops the sort,
 * soft references on it are deferred, and only if there are none a required one, which is a finding.
 */
public final class Planner {
    private static final Comparator<ObjectReference> BY_NAME = Comparator.comparing(ObjectReference::from)
            .thenComparing(ObjectReference::field).thenComparing(ObjectReference::to);
    private static final Comparator<DeferredReference> BY_FIELD = Comparator.comparing(DeferredReference::object)
            .thenComparing(DeferredReference::field);

    private final Set<String> objects;
    /** By the object that holds the reference. */
    private final Map<String, Set<ObjectReference>> edges = new TreeMap<>();
    private final Set<DeferredReference> deferred = new TreeSet<>(BY_FIELD);
    private final Set<String> cycles = new TreeSet<>();

    private Planner(Collection<String> objects, Collection<ObjectReference> references) {
        this.objects = new TreeSet<>(objects);
        this.objects.forEach(object -> edges.put(object, new TreeSet<>(BY_NAME)));
        // Of a reference that is given twice the required one stays, whichever came first.
        references.stream().filter(r -> this.objects.contains(r.from()) && this.objects.contains(r.to()))
                .sorted(Comparator.comparing(ObjectReference::required).reversed()).forEach(r -> {
                    if (r.from().equals(r.to())) {
                        deferred.add(new DeferredReference(r.from(), r.field()));
                    } else {
                        edges.get(r.from()).add(r);
                    }
                });
    }

    /** References from or to objects that are not in {@code objects} do not bind. */
    public static MigrationPlan plan(Collection<String> objects, Collection<ObjectReference> references) {
        return new Planner(objects, references).solve();
    }

    private MigrationPlan solve() {
        Set<String> waiting = new TreeSet<>(objects);
        List<List<String>> waves = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<String> wave = waiting.stream().filter(object -> blocking(object, waiting).isEmpty()).toList();
            if (wave.isEmpty()) {
                openCycle(waiting);
            } else {
                waves.add(wave);
                wave.forEach(waiting::remove);
            }
        }
        return new MigrationPlan(waves, List.copyOf(deferred), dependencies(), List.copyOf(cycles));
    }

    private List<ObjectReference> blocking(String object, Set<String> waiting) {
        return edges.get(object).stream().filter(e -> waiting.contains(e.to())).toList();
    }

    /** Defers the references by which one object takes part in cycles: optional ones, and the fewest, if possible. */
    private void openCycle(Set<String> waiting) {
        List<ObjectReference> closing = Cycles
                .among(waiting.stream().flatMap(object -> blocking(object, waiting).stream()).toList()).stream()
                .toList();
        boolean lookUps = closing.stream().anyMatch(e -> e.lookUp() && !e.required());
        Map<String, List<ObjectReference>> onCycles = closing.stream()
                .filter(e -> !lookUps || e.lookUp() && !e.required())
                .collect(Collectors.groupingBy(ObjectReference::from, TreeMap::new, Collectors.toList()));
        List<ObjectReference> opened = onCycles.values().stream()
                .filter(held -> held.stream().anyMatch(e -> !e.required()))
                .min(Comparator
                        .comparing((List<ObjectReference> held) -> held.stream().anyMatch(ObjectReference::required))
                        .thenComparing(List::size))
                .map(held -> held.stream().filter(e -> !e.required()).toList())
                .orElseGet(() -> {
                    cycles.addAll(onCycles.keySet());
                    return onCycles.values().iterator().next();
                });
        opened.forEach(this::defer);
    }

    /** A field is linked either while loading or afterwards, so all its edges go, not only those on the cycle. */
    private void defer(ObjectReference reference) {
        deferred.add(new DeferredReference(reference.from(), reference.field()));
        edges.get(reference.from()).removeIf(e -> e.field().equals(reference.field()));
    }

    private Map<String, List<String>> dependencies() {
        Map<String, List<String>> dependsOn = new TreeMap<>();
        edges.forEach((object, held) -> dependsOn.put(object,
                held.stream().map(ObjectReference::to).distinct().sorted().toList()));
        return dependsOn;
    }
}
