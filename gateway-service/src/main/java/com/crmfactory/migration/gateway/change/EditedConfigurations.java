package com.crmfactory.migration.gateway.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import com.crmfactory.migration.gateway.migration.AnalyzedObject;
import com.crmfactory.migration.gateway.migration.IncludedParents;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.Refusals;
import com.crmfactory.migration.gateway.migration.RunPlan;
import com.crmfactory.migration.gateway.migration.SuggestedConfiguration;
import com.crmfactory.migration.gateway.migration.Transition;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.store.Analyses;
import com.crmfactory.migration.gateway.store.Configurations;
import com.crmfactory.migration.gateway.store.Json;
import com.crmfactory.migration.gateway.store.Migrations;
import com.crmfactory.migration.model.MigrationStatus;
import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.model.plan.MigrationPlan;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The configuration as users see and edit it. */
@ApplicationScoped
public class EditedConfigurations {
    private static final int ETAG_BYTES = 16;

    private final Migrations migrations;
    private final Analyses analyses;
    private final Configurations configurations;
    private final Json json;
    private final Trail trail;

    EditedConfigurations(Migrations migrations, Analyses analyses, Configurations configurations, Json json,
            Trail trail) {
        this.migrations = migrations;
        this.analyses = analyses;
        this.configurations = configurations;
        this.json = json;
        this.trail = trail;
    }

    /**
     * One version of a configuration.
     *
     * @param etag
     *            with its quotes
     */
    public record Edition(MigrationConfiguration configuration, String etag) {
    }

    public Uni<Edition> present(Migration migration) {
        return Panache.withSession(() -> analyzed(migration).flatMap(objects -> edition(migration.id(), objects)));
    }

    public Uni<MigrationPlan> plan(Migration migration) {
        return Panache.withSession(() -> analyzed(migration).flatMap(objects -> edition(migration.id(), objects)
                .map(edition -> new RunPlan(edition.configuration(), objects).plan())));
    }

    /** Holds the migration meanwhile, so that no run begins with half of it and of two editors only one succeeds. */
    public Uni<Edition> store(String id, MigrationConfiguration configuration, String ifMatch) {
        return Panache.withTransaction(() -> migrations.lock(id).map(found -> found.orElseThrow())
                .invoke(EditedConfigurations::requireEditable)
                .call(migration -> trail.note(migration.organizationId(), id, "configuration_stored"))
                .flatMap(this::analyzed)
                .flatMap(objects -> edition(id, objects).invoke(present -> requireMatch(present, ifMatch))
                        .map(present -> IncludedParents.complete(configuration, objects))
                        .invoke(completed -> Runs.check(completed, objects)))
                .call(completed -> configurations.put(id, completed, Changes.now())))
                .map(this::edition);
    }

    private Uni<List<AnalyzedObject>> analyzed(Migration migration) {
        if (migration.analysis().readinessScore() == null) {
            throw Refusal.conflict(Refusals.notAnalyzed("configuration", migration.status()));
        }
        return analyses.all(migration.id());
    }

    private Uni<Edition> edition(String id, List<AnalyzedObject> objects) {
        return configurations.find(id)
                .map(stored -> edition(stored.orElseGet(() -> SuggestedConfiguration.of(objects))));
    }

    private Edition edition(MigrationConfiguration configuration) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(json.canonical(configuration).getBytes(StandardCharsets.UTF_8));
            return new Edition(configuration,
                    "\"" + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void requireEditable(Migration migration) {
        if (migration.status() != MigrationStatus.READY && Transition.RETRY.from(migration.status()).isEmpty()) {
            throw Refusal.conflict(Refusals.notEditable(migration.status()));
        }
    }

    private static void requireMatch(Edition present, String ifMatch) {
        if (ifMatch != null && Arrays.stream(ifMatch.split(",")).map(String::strip)
                .noneMatch(tag -> "*".equals(tag) || present.etag().equals(tag))) {
            throw Refusal.of(Status.PRECONDITION_FAILED, "configuration_changed",
                    "The configuration was changed by somebody else.",
                    "GET it again, repeat your change on it and send its ETag.");
        }
    }
}
