package com.crmfactory.migration.model.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
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
    private final Set<ObjectReference> edges = new TreeSet<>(BY_NAME);
    private final Set<DeferredReference> deferred = new TreeSet<>(BY_FIELD);
    private final Set<String> cycles = new TreeSet<>();

    private Planner(Collection<String> objects, Collection<ObjectReference> references) {
        this.objects = new TreeSet<>(objects);
        references.stream().filter(r -> this.objects.contains(r.from()) && this.objects.contains(r.to()))
                .forEach(r -> {
                    if (r.from().equals(r.to())) {
                        deferred.add(new DeferredReference(r.from(), r.field()));
                    } else {
                        edges.add(r);
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
        return edges.stream().filter(e -> e.from().equals(object) && waiting.contains(e.to())).toList();
    }

    /** Defers the references by which one object takes part in cycles: optional ones, and the fewest, if possible. */
    private void openCycle(Set<String> waiting) {
        Map<String, List<ObjectReference>> onCycles = edges.stream()
                .filter(e -> waiting.contains(e.from()) && waiting.contains(e.to())
                        && reaches(e.to(), e.from(), waiting))
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
        opened.forEach(e -> deferred.add(new DeferredReference(e.from(), e.field())));
        // A field is linked either while loading or afterwards, so all its edges go, not only those on the cycle.
        edges.removeIf(e -> deferred.contains(new DeferredReference(e.from(), e.field())));
    }

    private boolean reaches(String from, String to, Set<String> waiting) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String object = next.pop();
            if (object.equals(to)) {
                return true;
            }
            if (seen.add(object)) {
                blocking(object, waiting).forEach(e -> next.push(e.to()));
            }
        }
        return false;
    }

    private Map<String, List<String>> dependencies() {
        Map<String, List<String>> dependsOn = new TreeMap<>();
        objects.forEach(object -> dependsOn.put(object, edges.stream().filter(e -> e.from().equals(object))
                .map(ObjectReference::to).distinct().sorted().toList()));
        return dependsOn;
    }
}
