package com.crmfactory.migration.gateway.connection;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.connection.Lending.Loan;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.problem.Violation;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.SalesforceId;
import com.crmfactory.migration.salesforce.AccessToken;
import com.crmfactory.migration.salesforce.OrgAccess;
import com.crmfactory.migration.salesforce.SalesforceClient;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;

/** Whether new credentials lead to the Salesforce organization that a migration is about. */
@ApplicationScoped
public class SameOrgCheck {
    private static final Duration LATER = Duration.ofSeconds(30);

    private final SalesforceClient client;
    private final OnContext onContext;

    SameOrgCheck(SalesforceClient client, OnContext onContext) {
        this.client = client;
        this.onContext = onContext;
    }

    /** Fails with a {@link Refusal}: 422 if it is another org or does not let us in, 503 if it does not answer. */
    public Uni<Void> require(Migration migration, URI instance, AccessToken token) {
        if (migration.analysis().org() == null) {
            // No analysis has got as far as the org's id: there is nothing to compare with.
            return Uni.createFrom().voidItem();
        }
        String expected = migration.analysis().org().orgId();
        SalesforceOrg org = client.org(new OrgAccess(instance, token, migration.analysis().org().apiVersion()));
        return onContext.here(id(org)).invoke(found -> requireSame(expected, found)).replaceWithVoid()
                .onFailure(SalesforceException.class)
                .transform(SameOrgCheck::refusal);
    }

    /** The same for a connection, whose org was learnt when it logged in; its token may have expired since. */
    public void require(Migration migration, Loan loan) {
        if (migration.analysis().org() != null) {
            requireSame(migration.analysis().org().orgId(), loan.sfOrgId());
        }
    }

    /** As the analyzer learns it: from the organization's record, or from the user who may not read that. */
    private static Uni<String> id(SalesforceOrg org) {
        return org.query("SELECT Id FROM Organization LIMIT 1").map(page -> page.records().get(0).path("Id").asText())
                .onFailure(SameOrgCheck::isAboutTheObject)
                .recoverWithUni(() -> org.userInfo().map(user -> user.organizationId()));
    }

    private static boolean isAboutTheObject(Throwable thrown) {
        return thrown instanceof SalesforceException e && (e.failure().type() == FailureType.REQUEST
                || "sf_insufficient_access".equals(e.failure().code()));
    }

    private static void requireSame(String expected, String found) {
        Optional<SalesforceId> id = SalesforceId.parse(found);
        if (id.isEmpty() || !id.equals(SalesforceId.parse(expected))) {
            throw Refusal.unprocessable("sf_other_org",
                    "These credentials lead to another Salesforce organization than the migration's.",
                    "Connect to the organization " + expected + ", or analyze the other one as a new migration.",
                    List.of(new Violation("sf_instance_url", "is another organization")));
        }
    }

    private static Refusal refusal(SalesforceException e) {
        return switch (e.failure().type()) {
            case TRANSIENT, LIMIT, INTERNAL -> Refusal.unavailable("sf_not_answering",
                    "Salesforce could not be asked whose credentials these are: " + e.failure().message(), LATER);
            case ACCESS, REQUEST, DATA, CONFLICT -> Refusal.unprocessable(e.failure().code(), e.failure().message(),
                    e.failure().hint(), List.of(new Violation("sf_access_token", e.failure().message())));
        };
    }
}
