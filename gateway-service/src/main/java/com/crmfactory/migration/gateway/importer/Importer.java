package com.crmfactory.migration.gateway.importer;

import java.time.Duration;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import com.crmfactory.migration.gateway.access.LocalProfile;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.model.SalesforceId;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reads failures, look-ups and validation results; without the importer the answer is 503, never a guess. */
@ApplicationScoped
public class Importer {
    private static final Logger LOG = Logger.getLogger(Importer.class);
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String NO_OBJECT = "There is no such object in this migration.";

    private final ImporterApi api;
    private final Instance<OidcClient> client;
    /** Keeps the token until it is about to expire, and asks for the next one once for all who wait. */
    private final TokensHelper tokens = new TokensHelper();
    private final LocalProfile local;

    Importer(@RestClient ImporterApi api, Instance<OidcClient> client, LocalProfile local) {
        this.api = api;
        this.client = client;
        this.local = local;
    }

    public Uni<String> validation(Migration migration) {
        return authorization().flatMap(bearer -> api.validation(bearer, migration.id(), migration.organizationId()))
                .onFailure().transform(because("validation_not_found", "There is no result of a validation yet."));
    }

    /** The object is one of the migration's, so what the importer does not find is the cursor. */
    public Uni<String> failures(Migration migration, String object, String cursor, int limit) {
        return authorization()
                .flatMap(bearer -> api.failures(bearer, migration.id(), object, migration.organizationId(), cursor,
                        limit))
                .onFailure(failure -> cursor != null && isNotFound(failure))
                .transform(failure -> Refusal.malformed("cursor is not one that this list gave out."))
                .onFailure(failure -> !(failure instanceof Refusal)).transform(because("object_not_found", NO_OBJECT));
    }

    public Multi<byte[]> failuresAsCsv(Migration migration, String object) {
        return authorization().onItem().transformToMulti(
                bearer -> api.failuresAsCsv(bearer, migration.id(), object, migration.organizationId()))
                .onFailure().transform(because("object_not_found", NO_OBJECT));
    }

    public Uni<String> record(SalesforceId id, String organizationId) {
        return authorization().flatMap(bearer -> api.record(bearer, id.value(), organizationId))
                .onFailure().transform(because("record_not_found", "No migration has seen that Salesforce record."));
    }

    /** Records that the CRM has from Salesforce orgs other than this migration's. */
    public Uni<IdsOfOtherOrgs> idsOfOtherOrgs(Migration migration) {
        return authorization().flatMap(bearer -> api.idsOfOtherOrgs(bearer, migration.organizationId(),
                migration.analysis().org().orgId()));
    }

    /** Null in the local profile, where both sides are on this machine and no token exists. */
    private Uni<String> authorization() {
        return local.isActive()
                ? Uni.createFrom().nullItem()
                : tokens.getTokens(client.get()).map(issued -> "Bearer " + issued.getAccessToken());
    }

    private static Function<Throwable, Throwable> because(String unknownCode, String unknown) {
        return failure -> {
            if (isNotFound(failure)) {
                return Refusal.of(Status.NOT_FOUND, unknownCode, unknown, null);
            }
            LOG.warnf("The importer did not answer: %s", failure.toString());
            return Refusal.unavailable("importer_unavailable", "The importer cannot be reached at the moment.", SOON);
        };
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof WebApplicationException answered
                && answered.getResponse().getStatus() == Status.NOT_FOUND.getStatusCode();
    }
}
