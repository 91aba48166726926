package com.crmfactory.migration.gateway.web;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.access.Tenant;
import com.crmfactory.migration.gateway.migration.Decision;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.store.PresentMigrations;
import com.crmfactory.migration.model.MigrationId;

import io.smallrye.mutiny.Uni;

/** Finds a migration of the caller's organization; another tenant's is as unknown as one that never was. */
@ApplicationScoped
public class Lookup {
    private final PresentMigrations migrations;
    private final Tenant tenant;

    Lookup(PresentMigrations migrations, Tenant tenant) {
        this.migrations = migrations;
        this.tenant = tenant;
    }

    public Uni<Migration> migration(String id) {
        String organization = tenant.organizationId();
        if (!MigrationId.isWellFormed(id)) {
            throw Refusal.unknownMigration();
        }
        return migrations.find(id).map(found -> found
                .filter(migration -> migration.organizationId().equals(organization))
                .orElseThrow(Refusal::unknownMigration));
    }

    /** The state after a decision that a user asked for; a refusal becomes 409. */
    static Migration accepted(Decision decision) {
        if (decision.outcome() == Decision.Outcome.REFUSED) {
            throw Refusal.conflict(decision.refusal());
        }
        return decision.next();
    }
}
