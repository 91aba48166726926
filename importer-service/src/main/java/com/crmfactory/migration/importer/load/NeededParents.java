package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;

/** Without which parents a record is not taken; told once, as SQL for the upsert and directly for the first load. */
final class NeededParents {
    private final List<Need> needs = new ArrayList<>();

    /**
     * One source field whose parent is needed.
     *
     * @param always
     *            also where the field is blank; else only what it names has to be there
     */
    private record Need(String field, List<Integer> slots, boolean always) {

        String sql() {
            return slots.stream().map(i -> always ? "p" + i + " IS NULL" : VerdictSql.unresolved(i))
                    .collect(joining(always ? " AND " : " OR "));
        }

        boolean isMissing(Object[] named, Object[] found) {
            return always
                    ? slots.stream().allMatch(i -> found[i] == null)
                    : slots.stream().anyMatch(i -> named[i] != null && found[i] == null);
        }
    }

    NeededParents(LoadPlan plan) {
        Map<String, List<Integer>> byField = IntStream.range(0, plan.slots().size()).boxed()
                .filter(i -> plan.slots().get(i).counted())
                .collect(Collectors.groupingBy(i -> plan.slots().get(i).field(), LinkedHashMap::new,
                        Collectors.toList()));
        byField.forEach((field, slots) -> {
            ReferenceSlot first = plan.slots().get(slots.get(0));
            if (first.required() && !first.deferred()) {
                needs.add(new Need(field, slots, true));
            } else if (plan.rules().parentsNeeded() && first.isParent() && !first.deferred()) {
                needs.add(new Need(field, slots.stream().filter(i -> !plan.slots().get(i).leftOut()).toList(), false));
            }
        });
        needs.removeIf(need -> need.slots().isEmpty());
    }

    boolean isEmpty() {
        return needs.isEmpty();
    }

    /** SQL for the first source field whose parent is needed and is not there; null if there is none. */
    String fieldSql() {
        return isEmpty()
                ? "NULL::text"
                : needs.stream().map(need -> " WHEN " + need.sql() + " THEN '" + need.field() + "'")
                        .collect(joining("", "CASE", " END"));
    }

    /**
     * The same of one record.
     *
     * @param named
     *            what it names, by slot
     * @param found
     *            what of that is there, by slot
     */
    String field(Object[] named, Object[] found) {
        for (Need need : needs) {
            if (need.isMissing(named, found)) {
                return need.field();
            }
        }
        return null;
    }
}
