package com.crmfactory.migration.gateway.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import com.crmfactory.migration.gateway.access.SalesforceHosts;
import com.crmfactory.migration.gateway.access.Tenant;
import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.connection.Lending;
import com.crmfactory.migration.gateway.connection.Lending.Loan;
import com.crmfactory.migration.gateway.migration.Decision;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.problem.Violation;
import com.crmfactory.migration.gateway.store.Analyses;
import com.crmfactory.migration.gateway.view.MigrationView;
import com.crmfactory.migration.salesforce.AccessToken;
import com.github.f4b6a3.ulid.UlidCreator;

import io.smallrye.mutiny.Uni;

/** Step one: look at the org. */
@Tag(name = "Analysis")
@Path(Api.BASE)
@Produces(MediaType.APPLICATION_JSON)
public class AnalysisResource {
    private static final int LONGEST_NAME = 200;
    private static final String INSTEAD = "has to be left out where connection_id is given";

    private final Bodies bodies;
    private final SalesforceHosts hosts;
    private final Tenant tenant;
    private final Changes changes;
    private final Analyses analyses;
    private final Lookup lookup;
    private final Lending lending;

    AnalysisResource(Bodies bodies, SalesforceHosts hosts, Tenant tenant, Changes changes, Analyses analyses,
            Lookup lookup, Lending lending) {
        this.bodies = bodies;
        this.hosts = hosts;
        this.tenant = tenant;
        this.changes = changes;
        this.analyses = analyses;
        this.lookup = lookup;
        this.lending = lending;
    }

    @POST
    @Path("/analyze")
    @Costly
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "analyze", summary = "Analyze a Salesforce org", description = "Creates a migration and reads the org in the background. Poll the address in Location, or follow its events, until the status is ready.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AnalyzeRequest.class)))
    @APIResponse(responseCode = "202", description = "Created; the analysis begins")
    @APIResponseSchema(value = MigrationView.class, responseCode = "202")
    @APIResponse(responseCode = "422", description = "sf_host_not_allowed, invalid_request")
    @APIResponse(responseCode = "404", description = "connection_not_found")
    @APIResponse(responseCode = "409", description = "connection_not_usable")
    public Uni<Response> analyze(String body) {
        AnalyzeRequest request = bodies.read(body, AnalyzeRequest.class);
        check(request);
        return request.connectionId() == null
                ? begin(request, hosts.check(request.sfInstanceUrl()), AccessToken.of(request.sfAccessToken()), null)
                : lending.of(request.connectionId())
                        .flatMap(loan -> begin(request, loan.instanceUrl(), loan.token(), loan));
    }

    private Uni<Response> begin(AnalyzeRequest request, URI instance, AccessToken token, Loan loan) {
        Decision decision = Migration.begin("mig_" + UlidCreator.getMonotonicUlid(), tenant.organizationId(),
                request.name() == null ? instance.getHost() : request.name().strip(), instance.toString(),
                Changes.now());
        return changes.begin(decision.next(), decision, token, () -> loan == null
                ? Uni.createFrom().voidItem()
                : lending.note(decision.next().id(), loan)).map(AnalysisResource::accepted);
    }

    @POST
    @Path("/{id}/analyze")
    @Costly
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "analyzeAgain", summary = "Analyze the org again", description = "From ready and analysis_failed.")
    @APIResponse(responseCode = "202", description = "The analysis begins again")
    @APIResponseSchema(value = MigrationView.class, responseCode = "202")
    @APIResponse(responseCode = "409", description = "status_conflict")
    public Uni<Response> analyzeAgain(@PathParam("id") String id) {
        return lookup.migration(id)
                .flatMap(found -> changes.apply(id, (migration, now) -> analyses.forget(id)
                        .replaceWith(new MigrationEvent.AnalyzeRequested())))
                .map(Lookup::accepted).map(AnalysisResource::accepted);
    }

    static Response accepted(Migration migration) {
        return Response.accepted(MigrationView.of(migration))
                .header("Location", Api.BASE + "/" + migration.id()).build();
    }

    static void check(AnalyzeRequest request) {
        List<Violation> violations = new ArrayList<>();
        if (request.connectionId() == null) {
            checkToken(request, violations);
        } else {
            if (request.sfInstanceUrl() != null) {
                violations.add(new Violation("sf_instance_url", INSTEAD));
            }
            if (request.sfAccessToken() != null) {
                violations.add(new Violation("sf_access_token", INSTEAD));
            }
        }
        if (request.name() != null && (request.name().isBlank() || request.name().length() > LONGEST_NAME)) {
            violations.add(new Violation("name", "has to have 1 to " + LONGEST_NAME + " characters"));
        }
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }

    private static void checkToken(AnalyzeRequest request, List<Violation> violations) {
        if (request.sfInstanceUrl() == null || request.sfInstanceUrl().isBlank()) {
            violations.add(new Violation("sf_instance_url",
                    "is needed: the My Domain URL, like https://yourorg.my.salesforce.com; or connection_id instead"));
        }
        if (!isToken(request.sfAccessToken())) {
            violations.add(new Violation("sf_access_token",
                    "is needed: one line without blanks; or connection_id instead"));
        }
    }

    private static boolean isToken(String text) {
        try {
            AccessToken.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            // Its message does not repeat the text, but the caller gets ours with the field's name.
            return false;
        }
    }
}
