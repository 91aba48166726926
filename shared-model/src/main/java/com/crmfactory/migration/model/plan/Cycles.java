package com.crmfactory.migration.model.plan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the references that lie on a cycle: those whose two ends reach one another. Kosaraju's algorithm, linear in the
 * number of references; large orgs have hundreds of objects that point at one another in every way.
 */
final class Cycles {
    private final Map<String, Set<String>> parents = new HashMap<>();
    private final Map<String, Set<String>> children = new HashMap<>();
    private final Map<String, String> component = new HashMap<>();

    private Cycles(Collection<ObjectReference> references) {
        for (ObjectReference reference : references) {
            parents.computeIfAbsent(reference.from(), from -> new TreeSet<>()).add(reference.to());
            children.computeIfAbsent(reference.to(), to -> new TreeSet<>()).add(reference.from());
        }
        Deque<String> leftLastFirst = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        parents.keySet().forEach(object -> leave(object, seen, leftLastFirst));
        leftLastFirst.forEach(object -> mark(object, object));
    }

    /** In the order of {@code references}. */
    static List<ObjectReference> among(Collection<ObjectReference> references) {
        Cycles cycles = new Cycles(references);
        return references.stream()
                .filter(r -> cycles.component.get(r.from()).equals(cycles.component.get(r.to()))).toList();
    }

    private void leave(String object, Set<String> seen, Deque<String> leftLastFirst) {
        if (seen.add(object)) {
            for (String parent : parents.getOrDefault(object, Set.of())) {
                leave(parent, seen, leftLastFirst);
            }
            leftLastFirst.push(object);
        }
    }

    private void mark(String object, String root) {
        if (component.putIfAbsent(object, root) == null) {
            for (String child : children.getOrDefault(object, Set.of())) {
                mark(child, root);
            }
        }
    }
}
