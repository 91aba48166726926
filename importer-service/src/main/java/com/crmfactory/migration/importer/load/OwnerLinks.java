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
    private static final String LINK = "INSERT INTO crm.record_links AS k (organization_id, sf_id, entity, id,"
            + " migration_id, reason) SELECT $1, m.sf_id, 'users', m.id, $2, 'Is the CRM''s user whom owners.map names.'"
            + " FROM unnest($3::text[], $4::uuid[]) m(sf_id, id) ORDER BY m.sf_id ON CONFLICT (organization_id, sf_id)"
            + " DO UPDATE SET id = EXCLUDED.id, entity = EXCLUDED.entity, migration_id = EXCLUDED.migration_id,"
            + " reason = EXCLUDED.reason WHERE k.id <> EXCLUDED.id";

    private final Pool pool;

    public OwnerLinks(Pool pool) {
        this.pool = pool;
    }

    /** @return the named users whom the CRM does not have; empty if all is well and linked */
    public Uni<Set<UUID>> add(LoadRules rules, UUID organizationId, String migrationId) {
        Set<UUID> named = new TreeSet<>(rules.owners().values());
        if (rules.fallbackOwner() != null) {
            named.add(rules.fallbackOwner());
        }
        if (named.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return pool.preparedQuery(KNOWN).execute(Tuple.of(organizationId, named.toArray(UUID[]::new))).flatMap(rows -> {
            Set<UUID> unknown = new LinkedHashSet<>(named);
            rows.forEach(row -> unknown.remove(row.getUUID("id")));
            return unknown.isEmpty()
                    ? link(rules.owners(), organizationId, migrationId).replaceWith(unknown)
                    : Uni.createFrom().item(unknown);
        });
    }

    private Uni<Void> link(Map<String, UUID> owners, UUID organizationId, String migrationId) {
        return pool.preparedQuery(LINK)
                .execute(Tuple.of(organizationId, migrationId, owners.keySet().toArray(String[]::new),
                        owners.values().toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
