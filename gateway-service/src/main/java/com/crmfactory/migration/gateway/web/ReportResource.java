package com.crmfactory.migration.gateway.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.Refusals;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.report.ReadinessPages;
import com.crmfactory.migration.gateway.report.ReportComparison;
import com.crmfactory.migration.gateway.store.Analyses;
import com.crmfactory.migration.gateway.view.ReportView;
import com.crmfactory.migration.gateway.view.ReportView.Detail;
import com.crmfactory.migration.gateway.view.ReportView.ReportedObjectView;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** What the analysis found. */
@Tag(name = "Analysis")
@Path(Api.BASE)
@Produces(MediaType.APPLICATION_JSON)
public class ReportResource {
    private static final String SUMMARY = "summary";
    /** Only for those who prefer it: to everybody else the report is JSON. */
    private static final String PAGE = "text/html;qs=0.5";

    private final Lookup lookup;
    private final Reports reports;
    private final Analyses analyses;
    private final ReadinessPages pages;

    ReportResource(Lookup lookup, Reports reports, Analyses analyses, ReadinessPages pages) {
        this.lookup = lookup;
        this.reports = reports;
        this.analyses = analyses;
        this.pages = pages;
    }

    @GET
    @Path("/{id}/report")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "report", summary = "The readiness report", description = "Objects with their mapping, risks, order and estimated time.")
    @APIResponse(responseCode = "200", description = "The report; as text/html a page to print: one file without script, made for A4 paper", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ReportView.class)),
            @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING), example = "<!DOCTYPE html>…")})
    @APIResponse(responseCode = "404", description = "migration_not_found")
    @APIResponse(responseCode = "409", description = "status_conflict: not analysed yet")
    public Uni<ReportView> report(@PathParam("id") String id,
            @Parameter(description = "summary leaves the fields out", example = "summary") @QueryParam("view") String view) {
        Detail detail = detail(view);
        return lookup.migration(id).invoke(ReportResource::requireReport)
                .flatMap(migration -> reports.of(migration, detail));
    }

    @GET
    @Path("/{id}/report")
    @Produces(PAGE)
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(hidden = true)
    public Uni<Response> page(@PathParam("id") String id) {
        return lookup.migration(id).invoke(ReportResource::requireReport)
                .flatMap(migration -> reports.ofCrmObjects(migration)
                        .flatMap(report -> pages.page(migration.name(), report)))
                .map(page -> Response.ok(page, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                        .header("Content-Security-Policy", pages.policy()).build());
    }

    @GET
    @Path("/{id}/report/compare")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "compareReports", summary = "What changed since another report", description = "From the report of the migration `with` to the report of this one; what is the same is null or not listed.")
    @APIResponse(responseCode = "200", description = "What changed")
    @APIResponse(responseCode = "400", description = "malformed_request: with is missing")
    @APIResponse(responseCode = "404", description = "migration_not_found, either of the two")
    @APIResponse(responseCode = "409", description = "status_conflict: one of them is not analysed yet")
    public Uni<ReportComparison> compare(@PathParam("id") String id,
            @Parameter(description = "id of the earlier migration", required = true, example = "mig_01J9ZQ0V6M3K8T2N5R7W4X1Y0B") @QueryParam("with") String with) {
        if (with == null || with.isBlank()) {
            throw Refusal.malformed("with has to be the id of the migration to compare with.");
        }
        return lookup.migration(id).invoke(ReportResource::requireReport)
                .flatMap(after -> lookup.migration(with).invoke(ReportResource::requireReport)
                        .flatMap(before -> reports.compare(before, after)));
    }

    @GET
    @Path("/{id}/report/objects/{object}")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "reportedObject", summary = "One object of the readiness report", description = "With its fields, relationships and reasons.")
    @APIResponse(responseCode = "200", description = "The object")
    @APIResponse(responseCode = "404", description = "migration_not_found, object_not_found")
    @APIResponse(responseCode = "409", description = "status_conflict: not analysed yet")
    public Uni<ReportedObjectView> object(@PathParam("id") String id,
            @PathParam("object") String object) {
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
