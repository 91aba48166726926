package com.crmfactory.migration.gateway.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.Refusals;
import com.crmfactory.migration.gateway.migration.SuggestedConfiguration;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.store.Analyses;
import com.crmfactory.migration.gateway.view.ReportView;
import com.crmfactory.migration.gateway.view.ReportView.Detail;
import com.crmfactory.migration.gateway.view.ReportView.ReportedObjectView;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** What the analysis found. */
@Path(Api.BASE)
@Produces(MediaType.APPLICATION_JSON)
public class ReportResource {
    private static final String SUMMARY = "summary";

    private final Lookup lookup;
    private final Analyses analyses;

    ReportResource(Lookup lookup, Analyses analyses) {
        this.lookup = lookup;
        this.analyses = analyses;
    }

    @GET
    @Path("/{id}/report")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "report", summary = "The readiness report", description = "Objects with their mapping, risks, order and estimated time.")
    @APIResponse(responseCode = "404", description = "migration_not_found")
    @APIResponse(responseCode = "409", description = "status_conflict: not analysed yet")
    public Uni<ReportView> report(@PathParam("id") String id,
            @Parameter(description = "summary leaves the fields out", example = "summary") @QueryParam("view") String view) {
        Detail detail = detail(view);
        return lookup.migration(id).invoke(ReportResource::requireReport)
                .flatMap(migration -> Panache.withSession(() -> analyses.conclusion(id)
                        .flatMap(conclusion -> analyses.all(id).map(objects -> ReportView.of(migration,
                                conclusion.orElseThrow().report(), conclusion.orElseThrow().generatedAt(),
                                objects.stream().sorted(SuggestedConfiguration.BY_PRESENTATION).toList(), detail)))));
    }

    @GET
    @Path("/{id}/report/objects/{object}")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "reportedObject", summary = "One object of the readiness report")
    @APIResponse(responseCode = "404", description = "migration_not_found, object_not_found")
    @APIResponse(responseCode = "409", description = "status_conflict: not analysed yet")
    public Uni<ReportedObjectView> object(@PathParam("id") String id,
            @Parameter(example = "Account") @PathParam("object") String object) {
        return lookup.migration(id).invoke(ReportResource::requireReport)
                .flatMap(migration -> Panache.withSession(() -> analyses.one(id, object)))
                .map(found -> ReportedObjectView.of(found.orElseThrow(ReportResource::unknownObject).report(),
                        Detail.FULL));
    }

    static void requireReport(Migration migration) {
        if (migration.analysis().readinessScore() == null) {
            throw Refusal.conflict(Refusals.notAnalyzed("report", migration.status()));
        }
    }

    static Refusal unknownObject() {
        return Refusal.of(Status.NOT_FOUND, "object_not_found", "There is no such object in this migration.",
                "The record and the report name the objects.");
    }

    private static Detail detail(String view) {
        if (view != null && !SUMMARY.equals(view)) {
            throw Refusal.malformed("view can only be summary.");
        }
        return view == null ? Detail.FULL : Detail.SUMMARY;
    }
}
