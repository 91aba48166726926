package com.crmfactory.migration.gateway.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.change.EditedConfigurations;
import com.crmfactory.migration.gateway.change.EditedConfigurations.Edition;
import com.crmfactory.migration.gateway.view.PlanView;
import com.crmfactory.migration.model.configuration.MigrationConfiguration;

import io.smallrye.mutiny.Uni;

/** What will be migrated, how, and in which order. */
@Tag(name = "Configuration")
@Path(Api.BASE)
@Produces(MediaType.APPLICATION_JSON)
public class ConfigurationResource {
    private final Bodies bodies;
    private final Lookup lookup;
    private final EditedConfigurations configurations;

    ConfigurationResource(Bodies bodies, Lookup lookup, EditedConfigurations configurations) {
        this.bodies = bodies;
        this.lookup = lookup;
        this.configurations = configurations;
    }

    @GET
    @Path("/{id}/configuration")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "configuration", summary = "What will be migrated and how", description = "The suggested configuration until one is stored. ETag names its version.")
    @APIResponseSchema(MigrationConfiguration.class)
    @APIResponse(responseCode = "409", description = "status_conflict: not analysed yet")
    public Uni<Response> get(@PathParam("id") String id) {
        return lookup.migration(id).flatMap(configurations::present).map(ConfigurationResource::response);
    }

    @PUT
    @Path("/{id}/configuration")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "configure", summary = "Store what will be migrated and how", description = "Checked against the analysis as a whole; everything that is wrong is answered at once.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = MigrationConfiguration.class)))
    @APIResponseSchema(MigrationConfiguration.class)
    @APIResponse(responseCode = "409", description = "status_conflict: only while the migration is ready")
    @APIResponse(responseCode = "412", description = "configuration_changed: If-Match names an older version")
    @APIResponse(responseCode = "422", description = "invalid_request, with all violations")
    public Uni<Response> put(@PathParam("id") String id,
            @Parameter(description = "ETag of the version that was edited") @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            String body) {
        MigrationConfiguration configuration = bodies.read(body, MigrationConfiguration.class);
        return lookup.migration(id).flatMap(migration -> configurations.store(id, configuration, ifMatch))
                .map(ConfigurationResource::response);
    }

    @GET
    @Path("/{id}/plan")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "plan", summary = "The order of the objects", description = "Waves of objects, parents first, and the references that are linked afterwards.")
    @APIResponse(responseCode = "200", description = "The waves")
    @APIResponse(responseCode = "409", description = "status_conflict: not analysed yet")
    public Uni<PlanView> plan(@PathParam("id") String id) {
        return lookup.migration(id).flatMap(configurations::plan).map(PlanView::of);
    }

    private static Response response(Edition edition) {
        return Response.ok(edition.configuration()).header(HttpHeaders.ETAG, edition.etag()).build();
    }
}
