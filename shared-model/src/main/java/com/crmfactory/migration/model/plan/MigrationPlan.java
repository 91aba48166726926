package com.crmfactory.migration.model.plan;

import java.util.List;
import java.util.Map;

/**
 * The order of the objects.
 *
 * @param waves
 *            objects that may run side by side, wave after wave
 * @param deferredReferences
 *            references that are linked afterwards: self references and those that would close a cycle
 * @param dependsOn
 *            for each object those that must be complete before it starts
 * @param cycles
 *            objects that require one another; no order satisfies them, they are loaded last and their required
 *            references deferred
 */
public record MigrationPlan(List<List<String>> waves, List<DeferredReference> deferredReferences,
        Map<String, List<String>> dependsOn, List<String> cycles) {

    public MigrationPlan {
        waves = waves == null ? List.of() : waves.stream().map(List::copyOf).toList();
        deferredReferences = deferredReferences == null ? List.of() : List.copyOf(deferredReferences);
        dependsOn = dependsOn == null ? Map.of() : dependsOn;
        cycles = cycles == null ? List.of() : List.copyOf(cycles);
    }

    /** 1-based wave of an object that is part of the plan. */
    public int waveOf(String object) {
        for (int i = 0; i < waves.size(); i++) {
            if (waves.get(i).contains(object)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(object + " is not part of the plan");
    }

    public boolean isDeferred(String object, String field) {
        return deferredReferences.contains(new DeferredReference(object, field));
    }
}
