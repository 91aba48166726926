package com.crmfactory.migration.importer.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;

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
        return plan.isPlain() && new NeededParents(plan).isEmpty() ? new Siblings(plan) : new Siblings();
    }

    /** Those that may point to a record of the same batch. */
    int[] slots() {
        return slots.clone();
    }

    boolean has(int slot) {
        return Arrays.stream(slots).anyMatch(own -> own == slot);
    }

    /** The siblings that the rows name in a slot; null where it is none. */
    UUID[] named(int slot, List<NewRow> rows) {
        Map<String, UUID> ids = byRow(rows);
        return rows.stream().map(row -> ids.get(row.source().references()[slot])).toArray(UUID[]::new);
    }

    void link(List<NewRow> rows) {
        if (slots.length == 0) {
            return;
        }
        Map<String, UUID> ids = byRow(rows);
        for (NewRow row : rows) {
            for (int slot : slots) {
                if (row.lacksParent(slot)) {
                    row.parent()[slot] = ids.get(row.source().references()[slot]);
                }
            }
        }
    }

    private static Map<String, UUID> byRow(List<NewRow> rows) {
        Map<String, UUID> byRow = new HashMap<>(2 * rows.size());
        rows.forEach(row -> byRow.put(row.source().sfId(), row.id()));
        return byRow;
    }
}
