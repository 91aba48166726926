package com.crmfactory.migration.gateway.web;

import java.net.URI;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
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
import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.change.Renewals;
import com.crmfactory.migration.gateway.connection.Lending;
import com.crmfactory.migration.gateway.connection.Lending.Loan;
import com.crmfactory.migration.gateway.connection.SameOrgCheck;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.MigrationEvent.ConnectionReplaced;
import com.crmfactory.migration.gateway.view.MigrationView;
import com.crmfactory.migration.salesforce.AccessToken;

import io.smallrye.mutiny.Uni;

/** Fresh credentials for a migration. */
@Tag(name = "Run")
@Path(Api.BASE + "/{id}/connection")
@Produces(MediaType.APPLICATION_JSON)
public class RenewalResource {
    private final Bodies bodies;
    private final SalesforceHosts hosts;
    private final Lookup lookup;
    private final SameOrgCheck sameOrg;
    private final Lending lending;
    private final Renewals renewals;

    RenewalResource(Bodies bodies, SalesforceHosts hosts, Lookup lookup, SameOrgCheck sameOrg, Lending lending,
            Renewals renewals) {
        this.bodies = bodies;
        this.hosts = hosts;
        this.lookup = lookup;
        this.sameOrg = sameOrg;
        this.lending = lending;
        this.renewals = renewals;
    }

    @PUT
    @Costly
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "replaceConnection", summary = "Replace the credentials", description = "In analysis_failed, ready and paused; of the same Salesforce organization. A run that is paused as connection_expired goes on where it stopped.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AnalyzeRequest.class)))
    @APIResponse(responseCode = "202", description = "Replaced")
    @APIResponseSchema(value = MigrationView.class, responseCode = "202")
    @APIResponse(responseCode = "404", description = "migration_not_found, connection_not_found")
    @APIResponse(responseCode = "409", description = "status_conflict, migration_already_running, connection_not_usable")
    @APIResponse(responseCode = "422", description = "sf_host_not_allowed, sf_other_org, invalid_request, oauth_…, sf_…")
    @APIResponse(responseCode = "503", description = "sf_not_answering, store_unavailable")
    public Uni<Response> replace(@PathParam("id") String id, String body) {
        AnalyzeRequest request = bodies.read(body, AnalyzeRequest.class);
        AnalysisResource.check(request);
        return lookup.migration(id)
                // Refused as it stands now, Salesforce need not be asked.
                .invoke(found -> Lookup.accepted(found.on(new ConnectionReplaced(found.instanceUrl()), Changes.now())))
                .flatMap(migration -> request.connectionId() == null
                        ? replace(migration, hosts.check(request.sfInstanceUrl()),
                                AccessToken.of(request.sfAccessToken()))
                        : lending.of(request.connectionId()).flatMap(loan -> replace(migration, loan)));
    }

    private Uni<Response> replace(Migration migration, URI instance, AccessToken token) {
        return sameOrg.require(migration, instance, token)
                .flatMap(same -> store(migration, instance, token, () -> lending.end(migration.id())));
    }

    /** Its org is known from its log-in. If its token has expired since, the run meets a 401 and gets the next one. */
    private Uni<Response> replace(Migration migration, Loan loan) {
        sameOrg.require(migration, loan);
        return store(migration, loan.instanceUrl(), loan.token(), () -> lending.note(migration.id(), loan));
    }

    private Uni<Response> store(Migration migration, URI instance, AccessToken token, Supplier<Uni<Void>> origin) {
        return renewals.replace(migration.id(), instance.toString(), token, origin)
                .map(Lookup::accepted).map(AnalysisResource::accepted);
    }
}
