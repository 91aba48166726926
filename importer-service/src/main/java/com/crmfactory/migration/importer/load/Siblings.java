package com.crmfactory.migration.importer.load;

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
        this.slots = IntStream.range(0, plan.slots().size()).filter(i -> plan.isToItsOwn(plan.slots().get(i)))
                .toArray();
    }

    void link(List<NewRow> rows) {
        if (slots.length == 0) {
            return;
        }
        Map<String, UUID> ids = new HashMap<>(2 * rows.size());
        rows.forEach(row -> ids.put(row.source().sfId(), row.id()));
        for (NewRow row : rows) {
            for (int slot : slots) {
                String named = row.source().references()[slot];
                if (named != null && row.parent()[slot] == null) {
                    row.parent()[slot] = ids.get(named);
                }
            }
        }
    }
}
