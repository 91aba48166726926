package com.crmfactory.migration.importer.load;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadRules;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** The owners whom the configuration names: Salesforce users who live on in users of the CRM. */
public final class OwnerLinks {
    private static final String KNOWN = "SELECT id FROM crm.users WHERE organization_id = $1 AND id = ANY ($2)";
    private static final String REASON = "'Is the CRM''s user whom owners.map names.'";
    /**
     * By the ids of users, so that the links of other records need not be gone through; sorted, so that two objects that
     * begin at once never lock them in different orders.
     */
    private static final String FORGET = "WITH stale AS MATERIALIZED (SELECT k.sf_id FROM crm.record_links k"
            + " WHERE k.organization_id = $1 AND k.sf_id >= '005' AND k.sf_id < '006' AND k.entity = 'users'"
            + " AND k.reason = " + REASON + " AND k.sf_id <> ALL ($3) AND EXISTS (SELECT FROM import.object_run r"
            + " WHERE r.migration_id = k.migration_id AND r.organization_id = $1 AND r.sf_org_id = $2)"
            + " ORDER BY k.sf_id FOR UPDATE OF k) DELETE FROM crm.record_links k USING stale"
            + " WHERE k.organization_id = $1 AND k.sf_id = stale.sf_id";
    private static final String LINK = "INSERT INTO crm.record_links AS k (organization_id, sf_id, entity, id,"
            + " migration_id, reason) SELECT $1, m.sf_id, 'users', m.id, $2, " + REASON
            + " FROM unnest($3::text[], $4::uuid[]) m(sf_id, id) ORDER BY m.sf_id ON CONFLICT (organization_id, sf_id)"
            + " DO UPDATE SET id = EXCLUDED.id, entity = EXCLUDED.entity, migration_id = EXCLUDED.migration_id,"
            + " reason = EXCLUDED.reason WHERE k.id <> EXCLUDED.id";

    private final Pool pool;

    public OwnerLinks(Pool pool) {
        this.pool = pool;
    }

    /**
     * Whom the map does not name (any more) is no longer led elsewhere; the maps of other Salesforce orgs stay.
     *
     * @return the named users whom the CRM does not have; empty if all is well and linked
     */
    public Uni<Set<UUID>> add(LoadRules rules, Destination destination) {
        Set<UUID> named = new TreeSet<>(rules.owners().values());
        if (rules.fallbackOwner() != null) {
            named.add(rules.fallbackOwner());
        }
        return unknown(named, destination).call(unknown -> unknown.isEmpty()
                ? forget(rules.owners(), destination).flatMap(forgotten -> link(rules.owners(), destination))
                : Uni.createFrom().voidItem());
    }

    private Uni<Set<UUID>> unknown(Set<UUID> named, Destination destination) {
        if (named.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return pool.preparedQuery(KNOWN).execute(Tuple.of(destination.organizationId(), named.toArray(UUID[]::new)))
                .map(rows -> {
                    Set<UUID> unknown = new LinkedHashSet<>(named);
                    rows.forEach(row -> unknown.remove(row.getUUID("id")));
                    return unknown;
                });
    }

    private Uni<Void> forget(Map<String, UUID> owners, Destination destination) {
        return pool.preparedQuery(FORGET).execute(Tuple.of(destination.organizationId(), destination.sfOrgId(),
                owners.keySet().toArray(String[]::new))).replaceWithVoid();
    }

    private Uni<Void> link(Map<String, UUID> owners, Destination destination) {
        if (owners.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(LINK)
                .execute(Tuple.of(destination.organizationId(), destination.migrationId(),
                        owners.keySet().toArray(String[]::new), owners.values().toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
