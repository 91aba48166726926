package com.crmfactory.migration.gateway.change;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import com.crmfactory.migration.gateway.migration.AnalyzedObject;
import com.crmfactory.migration.gateway.migration.ConfigurationCheck;
import com.crmfactory.migration.gateway.migration.Decision;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.gateway.migration.ObjectRun;
import com.crmfactory.migration.gateway.migration.RunPlan;
import com.crmfactory.migration.gateway.migration.SuggestedConfiguration;
import com.crmfactory.migration.gateway.migration.Transition;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.problem.Violation;
import com.crmfactory.migration.gateway.store.Analyses;
import com.crmfactory.migration.gateway.store.Analyses.Conclusion;
import com.crmfactory.migration.gateway.store.Assignments;
import com.crmfactory.migration.gateway.store.Configurations;
import com.crmfactory.migration.gateway.store.Migrations;
import com.crmfactory.migration.model.configuration.MigrationConfiguration;

import io.smallrye.mutiny.Uni;

/** Starts imports and lets them go on: configuration and analysis become a plan and one assignment per object. */
@ApplicationScoped
public class Runs {
    private final Changes changes;
    private final Migrations migrations;
    private final Analyses analyses;
    private final Configurations configurations;
    private final Assignments assignments;

    Runs(Changes changes, Migrations migrations, Analyses analyses, Configurations configurations,
            Assignments assignments) {
        this.changes = changes;
        this.migrations = migrations;
        this.analyses = analyses;
        this.configurations = configurations;
        this.assignments = assignments;
    }

    public Uni<Decision> start(String migrationId) {
        return changes.apply(migrationId, (migration, now) -> planned(migration, Transition.RUN)
                .map(MigrationEvent.RunRequested::new));
    }

    /** Tries again what failed, by the present configuration. */
    public Uni<Decision> retry(String migrationId) {
        return changes.apply(migrationId, (migration, now) -> planned(migration, Transition.RETRY)
                .map(MigrationEvent.RetryRequested::new));
    }

    public Uni<Decision> resume(String migrationId) {
        return changes.apply(migrationId, (migration, now) -> refuseSecondRunOf(migration,
                Transition.RESUME.from(migration.status()).isPresent())
                .replaceWith(new MigrationEvent.ResumeRequested()));
    }

    /** While it was paused, another migration may have begun on the same org. */
    Uni<Void> refuseSecondRunOf(Migration migration, boolean goesOn) {
        return goesOn ? refuseSecondRun(migration) : Uni.createFrom().voidItem();
    }

    private Uni<List<ObjectRun>> planned(Migration migration, Transition transition) {
        if (transition.from(migration.status()).isEmpty()) {
            // Refused by the state machine, with its words; there may be nothing to plan from yet.
            return Uni.createFrom().item(List.of());
        }
        return refuseSecondRun(migration).flatMap(free -> plan(migration)).map(RunPlan::objects);
    }

    private Uni<Void> refuseSecondRun(Migration migration) {
        return migrations.busyWithSameOrg(migration).invoke(other -> other.ifPresent(id -> {
            throw Refusal.of(Status.CONFLICT, "migration_already_running",
                    "The migration " + id + " of the same Salesforce org is under way; this one is '"
                            + migration.status().wire() + "'.",
                    "Wait until " + id + " is over.");
        })).replaceWithVoid();
    }

    private Uni<RunPlan> plan(Migration migration) {
        return analyses.conclusion(migration.id()).map(found -> found.orElseThrow())
                .flatMap(conclusion -> analyses.all(migration.id()).flatMap(analyzed -> configurations
                        .find(migration.id())
                        // Stored before the org was analysed again, it may no longer fit.
                        .invoke(stored -> stored.ifPresent(edited -> check(edited, analyzed)))
                        .map(stored -> stored.orElseGet(() -> SuggestedConfiguration.of(analyzed)))
                        .flatMap(configuration -> assign(migration, new RunPlan(requireObjects(configuration),
                                analyzed), conclusion))));
    }

    private Uni<RunPlan> assign(Migration migration, RunPlan plan, Conclusion conclusion) {
        return assignments.replace(migration.id(), plan.assignments(Analyses.queues(conclusion.report())))
                .replaceWith(plan);
    }

    private static MigrationConfiguration requireObjects(MigrationConfiguration configuration) {
        if (configuration.included().isEmpty()) {
            throw Refusal.unprocessable("nothing_to_migrate", "The configuration includes no object.",
                    "Include at least one object in the configuration.", null);
        }
        return configuration;
    }

    static void check(MigrationConfiguration configuration, List<AnalyzedObject> analyzed) {
        List<Violation> violations = ConfigurationCheck.of(configuration, analyzed).stream()
                .map(found -> new Violation(found.path(), found.message())).toList();
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }
}
