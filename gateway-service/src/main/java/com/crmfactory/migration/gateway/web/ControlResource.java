package com.crmfactory.migration.gateway.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.crmfactory.migration.gateway.access.Costly;
import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.change.Runs;
import com.crmfactory.migration.gateway.migration.Decision;
import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.gateway.view.MigrationView;

import io.smallrye.mutiny.Uni;

/** Holds a run, lets it go on, gives it up, tries again what failed, proves it again. */
@Tag(name = "Run")
@Path(Api.BASE + "/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class ControlResource {
    private final Lookup lookup;
    private final Runs runs;
    private final Changes changes;

    ControlResource(Lookup lookup, Runs runs, Changes changes) {
        this.lookup = lookup;
        this.runs = runs;
        this.changes = changes;
    }

    @POST
    @Path("/pause")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "pause", summary = "Hold the run", description = "From running. Within five seconds no record is written and Salesforce is not asked any more. What is imported stays.")
    @APIResponse(responseCode = "202", description = "The run holds; pause_reason is user")
    @APIResponseSchema(value = MigrationView.class, responseCode = "202")
    @APIResponse(responseCode = "409", description = "status_conflict")
    public Uni<Response> pause(@PathParam("id") String id) {
        return lookup.migration(id).flatMap(found -> changes.apply(id, new MigrationEvent.PauseRequested()))
                .map(ControlResource::answer);
    }

    @POST
    @Path("/resume")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "resume", summary = "Let the run go on", description = "From paused, whatever the reason, but not while credentials are missing: PUT those to the connection.")
    @APIResponse(responseCode = "202", description = "The run goes on")
    @APIResponseSchema(value = MigrationView.class, responseCode = "202")
    @APIResponse(responseCode = "409", description = "status_conflict, migration_already_running")
    public Uni<Response> resume(@PathParam("id") String id) {
        return lookup.migration(id).flatMap(found -> runs.resume(id)).map(ControlResource::answer);
    }

    @POST
    @Path("/cancel")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "cancel", summary = "Give up", description = "From analyzing, at once; from running and paused over cancelling, until the importer has let go. What is imported stays, and the counts tell what that is.")
    @APIResponse(responseCode = "202", description = "Cancelled, or cancelling")
    @APIResponseSchema(value = MigrationView.class, responseCode = "202")
    @APIResponse(responseCode = "409", description = "status_conflict")
    public Uni<Response> cancel(@PathParam("id") String id) {
        return lookup.migration(id).flatMap(found -> changes.apply(id, new MigrationEvent.CancelRequested()))
                .map(ControlResource::answer);
    }

    @POST
    @Path("/retry")
    @Costly
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "retry", summary = "Try again what failed", description = "From failed and completed_with_errors, by the present configuration: failed and skipped objects as a whole, of the others only the rejected records. Records that are in already are left alone.")
    @APIResponse(responseCode = "202", description = "The run goes on")
    @APIResponseSchema(value = MigrationView.class, responseCode = "202")
    @APIResponse(responseCode = "409", description = "status_conflict, migration_already_running")
    @APIResponse(responseCode = "422", description = "nothing_to_migrate, invalid_request")
    public Uni<Response> retry(@PathParam("id") String id) {
        return lookup.migration(id).flatMap(found -> runs.retry(id)).map(ControlResource::answer);
    }

    @POST
    @Path("/validate")
    @Costly
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "validate", summary = "Compare the CRM with what Salesforce delivered, again", description = "From completed and completed_with_errors.")
    @APIResponse(responseCode = "202", description = "The validation begins")
    @APIResponseSchema(value = MigrationView.class, responseCode = "202")
    @APIResponse(responseCode = "409", description = "status_conflict")
    public Uni<Response> validate(@PathParam("id") String id) {
        return lookup.migration(id).flatMap(found -> changes.apply(id, new MigrationEvent.ValidateRequested()))
                .map(ControlResource::answer);
    }

    private static Response answer(Decision decision) {
        return AnalysisResource.accepted(Lookup.accepted(decision));
    }
}
