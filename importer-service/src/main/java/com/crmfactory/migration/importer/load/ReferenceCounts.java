package com.crmfactory.migration.importer.load;

import java.util.List;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * How many references a batch had, per source field: {@code [filled, out of scope, lost with their record]}. The
 * validation holds them against what is linked.
 */
final class ReferenceCounts {
    private ReferenceCounts() {
    }

    static JsonObject of(LoadPlan plan, BatchOutcome outcome, List<LoadRow> rows) {
        JsonObject counts = new JsonObject();
        for (int field = 0; field < plan.referenceFields().size(); field++) {
            String name = plan.referenceFields().get(field);
            long bit = 1L << field;
            long outOfScope = rows.stream().filter(row -> (row.outOfScope() & bit) != 0).count();
            long filled = outOfScope;
            long lost = 0;
            for (int slot = 0; slot < plan.slots().size(); slot++) {
                if (plan.slots().get(slot).counted() && plan.slots().get(slot).field().equals(name)) {
                    filled += outcome.filled()[slot];
                    lost += outcome.lost()[slot];
                }
            }
            counts.put(name, new JsonArray(List.of(filled, outOfScope, lost)));
        }
        return counts;
    }
}
