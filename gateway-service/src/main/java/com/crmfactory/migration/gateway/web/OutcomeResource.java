package com.crmfactory.migration.gateway.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.access.Tenant;
import com.crmfactory.migration.gateway.importer.Importer;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.Refusals;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.view.FailurePage;
import com.crmfactory.migration.gateway.view.RecordView;
import com.crmfactory.migration.gateway.view.ValidationView;
import com.crmfactory.migration.model.SalesforceId;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What became of the records; the importer knows. */
@Tag(name = "Outcome")
@Path(Api.BASE)
@Produces(MediaType.APPLICATION_JSON)
public class OutcomeResource {
    private final Lookup lookup;
    private final Importer importer;
    private final Tenant tenant;

    OutcomeResource(Lookup lookup, Importer importer, Tenant tenant) {
        this.lookup = lookup;
        this.importer = importer;
        this.tenant = tenant;
    }

    @GET
    @Path("/{id}/validation")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "validation", summary = "The proof that nothing is missing", description = "Counts per object and filled against linked references, of the latest validation.")
    @APIResponseSchema(value = ValidationView.class, responseDescription = "The latest validation")
    @APIResponse(responseCode = "404", description = "migration_not_found, validation_not_found")
    @APIResponse(responseCode = "409", description = "status_conflict: not run yet")
    @APIResponse(responseCode = "503", description = "importer_unavailable")
    public Uni<String> validation(@PathParam("id") String id) {
        return lookup.migration(id).invoke(migration -> {
            if (migration.run().validation() == 0) {
                throw Refusal.conflict(Refusals.notRun("validation", migration.status()));
            }
        }).flatMap(importer::validation);
    }

    @GET
    @Path("/{id}/objects/{object}/failures")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "failures", summary = "Rejected records of an object", description = "Pages as JSON; Accept: text/csv streams all of them.")
    @APIResponse(responseCode = "200", description = "A page, or all of them as CSV", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = FailurePage.class)),
            @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING), example = "sf_id,field,code,message,hint,attempts")})
    @APIResponse(responseCode = "404", description = "migration_not_found, object_not_found")
    @APIResponse(responseCode = "409", description = "status_conflict: not run yet")
    @APIResponse(responseCode = "503", description = "importer_unavailable")
    public Uni<String> failures(@PathParam("id") String id,
            @PathParam("object") String object, @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        int wanted = Paging.limit(limit);
        return lookup.migration(id).invoke(migration -> requireObject(migration, object))
                .flatMap(migration -> importer.failures(migration, object, cursor, wanted));
    }

    @GET
    @Path("/{id}/objects/{object}/failures")
    @Produces("text/csv")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(hidden = true)
    public Multi<byte[]> failuresAsCsv(@PathParam("id") String id, @PathParam("object") String object) {
        return lookup.migration(id).invoke(migration -> requireObject(migration, object))
                .onItem().transformToMulti(migration -> importer.failuresAsCsv(migration, object));
    }

    @GET
    @Path("/records/{sf_id}")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "record", summary = "Where a Salesforce record went", description = "By its 15- or 18-character id.")
    @APIResponseSchema(value = RecordView.class, responseDescription = "Where it is")
    @APIResponse(responseCode = "400", description = "malformed_request")
    @APIResponse(responseCode = "404", description = "record_not_found")
    @APIResponse(responseCode = "503", description = "importer_unavailable")
    public Uni<String> record(
            @PathParam("sf_id") String sfId) {
        SalesforceId id = SalesforceId.parse(sfId).orElseThrow(
                () -> Refusal.malformed("That is no Salesforce record id of 15 or 18 characters."));
        return importer.record(id, tenant.organizationId());
    }

    private static void requireObject(Migration migration, String object) {
        if (migration.run().number() == 0) {
            throw Refusal.conflict(Refusals.notRun("list of failures", migration.status()));
        }
        if (migration.run().objects().stream().noneMatch(run -> run.object().equals(object))) {
            throw ReportResource.unknownObject();
        }
    }
}
