package com.crmfactory.migration.gateway.store;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.model.configuration.MigrationConfiguration;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The configurations that users stored. Every method needs a session. */
@ApplicationScoped
public class Configurations implements PanacheRepositoryBase<ConfigurationRow, String> {
    private final Json json;

    public Configurations(Json json) {
        this.json = json;
    }

    public Uni<Optional<MigrationConfiguration>> find(String migrationId) {
        return findById(migrationId).map(row -> Optional.ofNullable(row)
                .map(found -> json.read(found.document, MigrationConfiguration.class)));
    }

    public Uni<Void> put(String migrationId, MigrationConfiguration configuration, Instant now) {
        return findById(migrationId).flatMap(found -> {
            ConfigurationRow row = found == null ? new ConfigurationRow() : found;
            row.migrationId = migrationId;
            row.document = json.write(configuration);
            row.updatedAt = now;
            return found == null ? persist(row).replaceWithVoid() : Uni.createFrom().voidItem();
        });
    }
}
