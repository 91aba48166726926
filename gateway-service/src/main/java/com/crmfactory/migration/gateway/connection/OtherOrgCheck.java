package com.crmfactory.migration.gateway.connection;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.gateway.importer.IdsOfOtherOrgs;
import com.crmfactory.migration.gateway.importer.Importer;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.Transition;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.problem.Violation;
import com.crmfactory.migration.gateway.store.Configurations;
import com.crmfactory.migration.gateway.store.Credentials;
import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.salesforce.AccessToken;
import com.crmfactory.migration.salesforce.OrgAccess;
import com.crmfactory.migration.salesforce.SalesforceClient;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Whether the org has records under ids that the CRM has from another org already: a full copy of an org, such as a
 * sandbox, keeps the ids. Orgs that are not copies of one another share none and may be migrated into one CRM.
 */
@ApplicationScoped
public class OtherOrgCheck {
    private static final Logger LOG = Logger.getLogger(OtherOrgCheck.class);

    private final Importer importer;
    private final SalesforceClient client;
    private final Credentials credentials;
    private final Configurations configurations;
    private final OnContext onContext;

    OtherOrgCheck(Importer importer, SalesforceClient client, Credentials credentials, Configurations configurations,
            OnContext onContext) {
        this.importer = importer;
        this.client = client;
        this.credentials = credentials;
        this.configurations = configurations;
        this.onContext = onContext;
    }

    /**
     * Fails with a {@link Refusal}, 422, if ids collide and the configuration does not allow to replace rows. If the
     * importer or Salesforce cannot be asked now, the run may begin: the importer then rejects such records one by one.
     */
    public Uni<Void> require(Migration migration) {
        if (Transition.RUN.from(migration.status()).isEmpty() || migration.analysis().org() == null) {
            return Uni.createFrom().voidItem();
        }
        return Panache.withSession(() -> configurations.find(migration.id()))
                .map(stored -> stored.map(MigrationConfiguration::options).filter(options -> options.replaceOtherOrg()))
                .flatMap(replacing -> replacing.isPresent() ? Uni.createFrom().item(false) : collides(migration))
                .invoke(collides -> {
                    if (collides) {
                        throw refusal();
                    }
                }).replaceWithVoid();
    }

    private Uni<Boolean> collides(Migration migration) {
        return importer.idsOfOtherOrgs(migration).onFailure().recoverWithItem(failure -> {
            LOG.warnf("%s: ids of other orgs are not known: %s", migration.id(), failure.toString());
            return new IdsOfOtherOrgs(List.of(), List.of());
        }).flatMap(ids -> ids.users().isEmpty() && ids.accounts().isEmpty()
                ? Uni.createFrom().item(false)
                : Panache.withSession(() -> credentials.token(migration))
                        .flatMap(token -> onContext.here(isShared(org(migration, token), ids)))
                        .onFailure(SalesforceException.class).recoverWithItem(failure -> {
                            LOG.warnf("%s: the org was not asked for ids: %s", migration.id(), failure.toString());
                            return false;
                        }));
    }

    private SalesforceOrg org(Migration migration, AccessToken token) {
        return client.org(new OrgAccess(URI.create(migration.instanceUrl()), token,
                migration.analysis().org().apiVersion()));
    }

    private static Uni<Boolean> isShared(SalesforceOrg org, IdsOfOtherOrgs ids) {
        return has(org, "User", ids.users())
                .flatMap(users -> users ? Uni.createFrom().item(true) : has(org, "Account", ids.accounts()));
    }

    private static Uni<Boolean> has(SalesforceOrg org, String object, List<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        String list = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        return org.count("SELECT COUNT() FROM " + object + " WHERE Id IN (" + list + ")").map(found -> found > 0);
    }

    private static Refusal refusal() {
        return Refusal.unprocessable("sf_ids_of_another_org",
                "The CRM has records of another Salesforce organization under the ids of this one.",
                "One is a copy of the other. Set options.replace_other_org to true to overwrite those records.",
                List.of(new Violation("options.replace_other_org", "has to be true to overwrite records of another"
                        + " organization")));
    }
}
