package com.crmfactory.migration.importer.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
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
        return plan.isPlain() && new NeededParents(plan).isEmpty() ? new Siblings(plan) : new Siblings();
    }

    /** Those that may point to a record of the same batch. */
    int[] slots() {
        return slots.clone();
    }

    boolean has(int slot) {
        return Arrays.stream(slots).anyMatch(own -> own == slot);
    }

    /**
     * The siblings that the rows name in a slot.
     *
     * @param ids
     *            of the rows
     * @return null where it is none
     */
    UUID[] named(int slot, List<LoadRow> rows, UUID[] ids) {
        Map<String, UUID> byRow = byRow(rows.size(), i -> rows.get(i).sfId(), i -> ids[i]);
        return rows.stream().map(row -> byRow.get(row.references()[slot])).toArray(UUID[]::new);
    }

    void link(List<NewRow> rows) {
        if (slots.length == 0) {
            return;
        }
        Map<String, UUID> ids = byRow(rows.size(), i -> rows.get(i).source().sfId(), i -> rows.get(i).id());
        for (NewRow row : rows) {
            for (int slot : slots) {
                String named = row.source().references()[slot];
                if (named != null && row.parent()[slot] == null) {
                    row.parent()[slot] = ids.get(named);
                }
            }
        }
    }

    private static Map<String, UUID> byRow(int rows, IntFunction<String> sfId, IntFunction<UUID> id) {
        Map<String, UUID> byRow = new HashMap<>(2 * rows);
        for (int i = 0; i < rows; i++) {
            byRow.put(sfId.apply(i), id.apply(i));
        }
        return byRow;
    }
}
