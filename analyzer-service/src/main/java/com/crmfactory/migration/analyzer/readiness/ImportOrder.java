package com.crmfactory.migration.analyzer.readiness;

import java.util.List;

import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.plan.ObjectReference;
import com.crmfactory.migration.model.plan.Planner;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.target.ReferenceColumn;

/** The order in which the suggested objects would be migrated. */
public final class ImportOrder {
    private ImportOrder() {
    }

    /** Only references that become links bind the order. */
    public static MigrationPlan of(List<AnalyzedObject> objects) {
        List<AnalyzedObject> included = objects.stream().filter(AnalyzedObject::included).toList();
        List<ObjectReference> references = included.stream()
                .flatMap(object -> object.links().stream()
                        .flatMap(relationship -> edges(object.name(), relationship).stream()))
                .toList();
        return Planner.plan(included.stream().map(AnalyzedObject::name).toList(), references);
    }

    private static List<ObjectReference> edges(String object, RelationshipReport relationship) {
        return relationship.references().stream()
                .map(to -> new ObjectReference(object, relationship.field(), to, relationship.required(),
                        ReferenceColumn.isLookUp(relationship.target())))
                .toList();
    }
}
