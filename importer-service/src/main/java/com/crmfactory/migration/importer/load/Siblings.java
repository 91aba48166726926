package com.crmfactory.migration.importer.load;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;

/**
 * Links rows of one batch to each other: a contact who reports to another, an account and its parent. Most such pairs
 * lie close together, and PostgreSQL checks their foreign keys at the end of the COPY; what is left waits for the link
 * step, which costs a second version of the row.
 */
final class Siblings {
    private final int[] slots;

    Siblings(LoadPlan plan) {
        this(IntStream.range(0, plan.slots().size()).filter(i -> plan.isToItsOwn(plan.slots().get(i))).toArray());
    }

    private Siblings(int... slots) {
        this.slots = slots;
    }

    /** The upsert links them before it is known who is taken; so only where all are. */
    static Siblings ofUpsert(LoadPlan plan) {
        return plan.isPlain() && new NeededParents(plan).isEmpty() ? new Siblings(plan) : none();
    }

    static Siblings none() {
        return new Siblings();
    }

    /** Those that may point to a record of the same batch. */
    int[] slots() {
        return slots.clone();
    }

    boolean has(int slot) {
        for (int own : slots) {
            if (own == slot) {
                return true;
            }
        }
        return false;
    }

    /** Whether an id in a slot is that of one of these rows, which are sorted. */
    boolean isNamed(int slot, String sfId, List<LoadRow> sorted) {
        return has(slot) && place(sorted, LoadRow::sfId, sfId) >= 0;
    }

    /** The siblings that the rows name in a slot; null where it is none. */
    UUID[] named(int slot, List<NewRow> rows) {
        List<NewRow> sorted = sorted(rows);
        return rows.stream().map(row -> named(row, slot, sorted)).toArray(UUID[]::new);
    }

    void link(List<NewRow> rows) {
        if (slots.length == 0) {
            return;
        }
        List<NewRow> sorted = sorted(rows);
        for (NewRow row : rows) {
            for (int slot : slots) {
                if (row.lacksParent(slot)) {
                    row.parent()[slot] = named(row, slot, sorted);
                }
            }
        }
    }

    /** Costs next to nothing, since they come sorted as a rule. Ids that follow each other collide in a hash table. */
    private static List<NewRow> sorted(List<NewRow> rows) {
        return rows.stream().sorted(Comparator.comparing(Siblings::sfId)).toList();
    }

    private static UUID named(NewRow row, int slot, List<NewRow> sorted) {
        String named = row.source().references()[slot];
        int place = named == null ? -1 : place(sorted, Siblings::sfId, named);
        return place < 0 ? null : sorted.get(place).id();
    }

    /** @return -1 if there is none */
    private static <T> int place(List<T> sorted, Function<T, String> id, String wanted) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = id.apply(sorted.get(middle)).compareTo(wanted);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    private static String sfId(NewRow row) {
        return row.source().sfId();
    }
}
