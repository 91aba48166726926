package com.crmfactory.migration.gateway.view;

import java.util.List;

import com.crmfactory.migration.model.plan.DeferredReference;
import com.crmfactory.migration.model.plan.MigrationPlan;

/** The order of the objects. */
public record PlanView(List<List<String>> waves, List<DeferredReference> deferredReferences) {

    public static PlanView of(MigrationPlan plan) {
        return new PlanView(plan.waves(), plan.deferredReferences());
    }
}
