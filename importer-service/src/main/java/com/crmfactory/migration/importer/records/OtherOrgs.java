package com.crmfactory.migration.importer.records;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Knows whether the CRM has records of other Salesforce orgs, and some of their ids. */
@ApplicationScoped
class OtherOrgs {
    private static final String MET = "SELECT EXISTS (SELECT FROM import.object_run WHERE organization_id = $1"
            + " AND sf_org_id <> $2)";
    private static final String SAMPLE = "SELECT sf_id FROM crm.%s WHERE organization_id = $1 AND sf_org_id <> $2"
            + " ORDER BY sf_id LIMIT 100";

    private final Pool pool;

    OtherOrgs(Pool pool) {
        this.pool = pool;
    }

    /** Ids of records that came from other orgs, at most 100 each; every full copy of an org shares some of them. */
    record Sample(List<String> users, List<String> accounts) {
    }

    Uni<Sample> sample(UUID organizationId, String sfOrgId) {
        Tuple parameters = Tuple.of(organizationId, sfOrgId);
        return pool.preparedQuery(MET).execute(parameters).flatMap(met -> met.iterator().next().getBoolean(0)
                ? ids("users", parameters).flatMap(users -> ids("accounts", parameters)
                        .map(accounts -> new Sample(users, accounts)))
                : Uni.createFrom().item(new Sample(List.of(), List.of())));
    }

    private Uni<List<String>> ids(String table, Tuple parameters) {
        return pool.preparedQuery(SAMPLE.formatted(table)).execute(parameters).map(rows -> {
            List<String> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getString("sf_id")));
            return ids;
        });
    }
}
