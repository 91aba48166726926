package com.crmfactory.migration.gateway.importer;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The importer's internal, read-only API. Its bodies have the public shape already and are passed on as they are. */
@Path("/internal")
@RegisterRestClient(configKey = "importer")
interface ImporterApi {
    String CSV = "text/csv";

    @GET
    @Path("/migrations/{id}/validation")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<String> validation(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id,
            @QueryParam("organization_id") String organizationId);

    @GET
    @Path("/migrations/{id}/objects/{object}/failures")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<String> failures(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id,
            @PathParam("object") String object, @QueryParam("organization_id") String organizationId,
            @QueryParam("cursor") String cursor, @QueryParam("limit") int limit);

    @GET
    @Path("/migrations/{id}/objects/{object}/failures")
    @Produces(CSV)
    Multi<byte[]> failuresAsCsv(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("id") String id, @PathParam("object") String object,
            @QueryParam("organization_id") String organizationId);

    @GET
    @Path("/ids-of-other-orgs")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<IdsOfOtherOrgs> idsOfOtherOrgs(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @QueryParam("organization_id") String organizationId, @QueryParam("sf_org_id") String sfOrgId);

    @GET
    @Path("/records/{sfId}")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<String> record(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("sfId") String sfId,
            @QueryParam("organization_id") String organizationId);
}
