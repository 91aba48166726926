package com.crmfactory.migration.gateway.web;

import java.util.List;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.crmfactory.migration.gateway.access.Costly;
import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.change.Runs;
import com.crmfactory.migration.gateway.connection.OtherOrgCheck;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.problem.Violation;
import com.crmfactory.migration.gateway.view.MigrationView;

import io.smallrye.mutiny.Uni;

/** The import begins. */
@Tag(name = "Run")
@Path(Api.BASE)
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {
    private static final String FULL = "full";
    private static final Set<String> LATER = Set.of("dry_run", "sample", "delta");

    private final Bodies bodies;
    private final Lookup lookup;
    private final Runs runs;
    private final OtherOrgCheck otherOrgs;

    RunResource(Bodies bodies, Lookup lookup, Runs runs, OtherOrgCheck otherOrgs) {
        this.bodies = bodies;
        this.lookup = lookup;
        this.runs = runs;
        this.otherOrgs = otherOrgs;
    }

    @POST
    @Path("/run")
    @Costly
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "run", summary = "Run the migration", description = "Starts the import in the background, parents before children. Follow it on the record or its events.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RunRequest.class)))
    @APIResponse(responseCode = "202", description = "The import begins")
    @APIResponseSchema(value = MigrationView.class, responseCode = "202")
    @APIResponse(responseCode = "404", description = "migration_not_found")
    @APIResponse(responseCode = "409", description = "status_conflict, migration_already_running")
    @APIResponse(responseCode = "422", description = "mode_not_supported, nothing_to_migrate, invalid_request, sf_ids_of_another_org")
    public Uni<Response> run(String body) {
        RunRequest request = bodies.read(body, RunRequest.class);
        check(request);
        return lookup.migration(request.migrationId()).call(otherOrgs::require)
                .flatMap(migration -> runs.start(migration.id()))
                .map(Lookup::accepted).map(AnalysisResource::accepted);
    }

    private static void check(RunRequest request) {
        if (request.migrationId() == null || request.migrationId().isBlank()) {
            throw Refusal.invalid(List.of(new Violation("migration_id", "is needed")));
        }
        String mode = request.mode() == null ? FULL : request.mode();
        if (!FULL.equals(mode)) {
            throw Refusal.unprocessable("mode_not_supported", LATER.contains(mode)
                    ? "The mode '" + mode + "' is not supported yet."
                    : "There is no such mode.", "Leave mode out, or send \"full\".",
                    List.of(new Violation("mode", "has to be full")));
        }
    }
}
