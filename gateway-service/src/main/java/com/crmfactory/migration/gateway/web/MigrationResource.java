package com.crmfactory.migration.gateway.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.access.Tenant;
import com.crmfactory.migration.gateway.store.Migrations;
import com.crmfactory.migration.gateway.view.MigrationView;
import com.crmfactory.migration.gateway.view.PageView;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Where migrations stand. */
@Tag(name = "Migrations")
@Path(Api.BASE)
@Produces(MediaType.APPLICATION_JSON)
public class MigrationResource {
    private final Lookup lookup;
    private final Migrations migrations;
    private final Tenant tenant;

    MigrationResource(Lookup lookup, Migrations migrations, Tenant tenant) {
        this.lookup = lookup;
        this.migrations = migrations;
        this.tenant = tenant;
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "migration", summary = "The migration record", description = "Status, progress of all objects together and of each.")
    @APIResponse(responseCode = "200", description = "The record")
    @APIResponse(responseCode = "404", description = "migration_not_found")
    public Uni<MigrationView> get(
            @PathParam("id") String id) {
        return lookup.migration(id).map(MigrationView::of);
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "migrations", summary = "All migrations, newest first", description = "Those of the caller's organization, page by page.")
    @APIResponse(responseCode = "200", description = "A page of records")
    @APIResponse(responseCode = "400", description = "malformed_request: limit, cursor or status")
    public Uni<PageView<MigrationView>> list(
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @Parameter(description = "only those in this status", example = "running") @QueryParam("status") String status) {
        Paging paging = Paging.of(cursor, limit, "mig_");
        String organization = tenant.organizationId();
        return Panache.withSession(() -> migrations.page(organization, Paging.status(status), paging.after(),
                paging.limit() + 1))
                .map(found -> paging.page(found.stream().map(MigrationView::of).toList(), MigrationView::migrationId));
    }
}
