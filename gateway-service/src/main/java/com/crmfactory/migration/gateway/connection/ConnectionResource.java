package com.crmfactory.migration.gateway.connection;

import java.net.URI;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.crmfactory.migration.gateway.access.Costly;
import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.access.SalesforceHosts;
import com.crmfactory.migration.gateway.access.Tenant;
import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.connection.WebLogin.Callback;
import com.crmfactory.migration.gateway.web.Api;
import com.crmfactory.migration.gateway.web.Bodies;
import com.crmfactory.migration.salesforce.AccessToken;
import com.github.f4b6a3.ulid.UlidCreator;

import io.smallrye.mutiny.Uni;

/** Logging in to Salesforce, so that nobody has to copy tokens. */
@Tag(name = "Connections")
@Path(Api.BASE + "/connections")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionResource {
    private final Bodies bodies;
    private final SalesforceHosts hosts;
    private final Tenant tenant;
    private final SalesforceApp app;
    private final WebLogin webLogin;
    private final DirectLogin directLogin;
    private final OwnConnections own;
    private final Departures departures;
    private final CallbackAddress callback;
    private final BindingCookie cookie;

    ConnectionResource(Bodies bodies, SalesforceHosts hosts, Tenant tenant, SalesforceApp app, WebLogin webLogin,
            DirectLogin directLogin, OwnConnections own, Departures departures, CallbackAddress callback,
            BindingCookie cookie) {
        this.bodies = bodies;
        this.hosts = hosts;
        this.tenant = tenant;
        this.app = app;
        this.webLogin = webLogin;
        this.directLogin = directLogin;
        this.own = own;
        this.departures = departures;
        this.callback = callback;
        this.cookie = cookie;
    }

    @POST
    @Costly
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "connect", summary = "Log in to Salesforce", description = "authorization_code answers with the address to send the user's browser to, and sets the cookie that this browser has to bring back within ten minutes. The other grants log in at once. docs/connections.md tells what to set up in Salesforce.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ConnectRequest.class)))
    @APIResponse(responseCode = "201", description = "Connected, or waiting for the user")
    @APIResponseSchema(value = ConnectionView.class, responseCode = "201")
    @APIResponse(responseCode = "422", description = "invalid_request, sf_host_not_allowed, callback_not_configured, or Salesforce's refusal: oauth_…, sf_…")
    public Uni<Response> connect(String body, @Context UriInfo uri) {
        ConnectRequest request = bodies.read(body, ConnectRequest.class);
        Grant grant = ConnectRequestCheck.grant(request, app);
        URI login = hosts.check(request.loginUrl());
        ConnectRequestCheck.requireMyDomain(grant, login.getHost());
        Connection connection = connection(request, grant, login);
        return switch (grant) {
            case AUTHORIZATION_CODE -> webLogin.begin(connection, callback.of(uri))
                    .map(begun -> created(begun.connection(), begun.authorizeUrl())
                            .cookie(cookie.set(begun.cookie())).build());
            case CLIENT_CREDENTIALS, JWT_BEARER ->
                directLogin.connect(connection).map(connected -> created(connected, null).build());
            case ACCESS_TOKEN -> directLogin
                    .connect(connection, login, AccessToken.of(request.sfAccessToken()))
                    .map(connected -> created(connected, null).build());
        };
    }

    @GET
    @Path("/callback")
    @PermitAll
    @Operation(operationId = "connectCallback", summary = "End of a log-in", description = "Where Salesforce sends the user's browser back to; not for programs. Needs no bearer token but the cookie of the call that began it. Always ends on a fixed page.")
    @APIResponse(responseCode = "303", description = "To /connected.html, or to /not-connected.html#<code of the reason>")
    public Uni<Response> callback(
            @Parameter(description = "Authorization code") @QueryParam("code") String code,
            @Parameter(description = "As sent to Salesforce; good once") @QueryParam("state") String state,
            @Parameter(description = "OAuth's word for a refusal") @QueryParam("error") String error,
            @Parameter(description = "Salesforce's words for it") @QueryParam("error_description") String description,
            @Context HttpHeaders headers) {
        return webLogin.end(new Callback(code, state, error, description, cookie.read(headers)))
                .map(ended -> Response.status(Response.Status.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, EndPages.of(ended))
                        .cookie(cookie.clear()).build());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "connection", summary = "A connection", description = "Metadata only, never a token.")
    @APIResponse(responseCode = "200", description = "The connection")
    @APIResponseSchema(value = ConnectionView.class, responseCode = "200")
    @APIResponse(responseCode = "404", description = "connection_not_found")
    public Uni<ConnectionView> get(
            @Parameter(description = "con_…", example = "con_01KAS8Y2N9Q4V7T3M5R6W8X0ZB") @PathParam("id") String id) {
        return own.find(id).map(ConnectionView::of);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(operationId = "disconnect", summary = "Disconnect", description = "Revokes the tokens at Salesforce and forgets them. A migration that still reads with them pauses as connection_expired.")
    @APIResponse(responseCode = "204", description = "Revoked and forgotten")
    @APIResponse(responseCode = "404", description = "connection_not_found")
    @APIResponse(responseCode = "503", description = "salesforce_unavailable: nothing is forgotten, ask again")
    public Uni<Void> delete(
            @Parameter(description = "con_…", example = "con_01KAS8Y2N9Q4V7T3M5R6W8X0ZB") @PathParam("id") String id,
            @Parameter(description = "true: forget it even if Salesforce cannot be asked to revoke it", example = "false") @QueryParam("forget") boolean forget) {
        return own.find(id).flatMap(connection -> departures.forget(connection.id(), forget));
    }

    private Connection connection(ConnectRequest request, Grant grant, URI login) {
        return new Connection("con_" + UlidCreator.getMonotonicUlid(), tenant.organizationId(), grant,
                ConnectionStatus.PENDING, login, request.clientId(), request.username(), null, null,
                new Secrets(request.clientSecret(), null, null), 0, null, Changes.now(), null, null);
    }

    private static Response.ResponseBuilder created(Connection connection, URI authorizeUrl) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, Api.BASE + "/connections/" + connection.id())
                .entity(ConnectionView.of(connection, authorizeUrl));
    }
}
