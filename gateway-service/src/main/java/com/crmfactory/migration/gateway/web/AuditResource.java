package com.crmfactory.migration.gateway.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.store.Audits;
import com.crmfactory.migration.gateway.view.AuditView;
import com.crmfactory.migration.gateway.view.PageView;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Who did what, when, from where. */
@Tag(name = "Audit")
@Path(Api.BASE)
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
    private final Lookup lookup;
    private final Audits audits;

    AuditResource(Lookup lookup, Audits audits) {
        this.lookup = lookup;
        this.audits = audits;
    }

    @GET
    @Path("/{id}/audit")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "audit", summary = "Who did what, when, from where", description = "Every change of the migration, newest first. actor is the token's subject; local in the local profile; system where a message or a clock changed the status.")
    @APIResponse(responseCode = "200", description = "A page of the trail")
    @APIResponse(responseCode = "400", description = "malformed_request: limit or cursor")
    @APIResponse(responseCode = "404", description = "migration_not_found")
    public Uni<PageView<AuditView>> list(@PathParam("id") String id,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        Paging paging = Paging.of(cursor, limit, Audits.PREFIX);
        return lookup.migration(id)
                .flatMap(migration -> Panache.withSession(() -> audits.page(migration.organizationId(), id,
                        paging.after(), paging.limit() + 1)))
                .map(found -> paging.page(found.stream().map(AuditView::of).toList(), AuditView::id));
    }
}
