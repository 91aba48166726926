package com.crmfactory.migration.gateway.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.migration.Assignment;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** What the importer is told about the objects of a run. Every method needs a session. */
@ApplicationScoped
public class Assignments implements PanacheRepositoryBase<AssignmentRow, ObjectKey> {
    private final Json json;

    public Assignments(Json json) {
        this.json = json;
    }

    public Uni<Void> replace(String migrationId, List<Assignment> assignments) {
        return delete("migrationId", migrationId).flatMap(deleted -> persist(assignments.stream().map(assignment -> {
            AssignmentRow row = new AssignmentRow();
            row.migrationId = migrationId;
            row.object = assignment.object();
            row.document = json.write(assignment);
            return row;
        })).flatMap(persisted -> flush()));
    }

    public Uni<Assignment> get(String migrationId, String object) {
        return findById(new ObjectKey(migrationId, object))
                .onItem().ifNull().failWith(() -> new IllegalStateException(
                        "The run of " + migrationId + " has no assignment for " + object))
                .map(row -> json.read(row.document, Assignment.class));
    }
}
