package com.crmfactory.migration.importer.load;

import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Numbers the comments and e-mails of each case in the order of time, those of equal time by id. Runs after each of the
 * two objects, and after the cases that they may have waited for: whichever ends last leaves the whole thread in order,
 * and nothing is written where it is so already.
 */
public final class CaseThreads {
    private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('case-threads'), hashtext($1))";
    private static final String NUMBER = "UPDATE crm.case_comments c SET position = ranked.rank FROM"
            + " (SELECT id, row_number() OVER (PARTITION BY case_id ORDER BY created_at, sf_id) AS rank"
            + " FROM crm.case_comments WHERE organization_id = $1 AND case_id IS NOT NULL AND sf_id IS NOT NULL) ranked"
            + " WHERE c.id = ranked.id AND c.position IS DISTINCT FROM ranked.rank";

    private final Pool pool;

    public CaseThreads(Pool pool) {
        this.pool = pool;
    }

    public Uni<Void> number(UUID organizationId) {
        return pool.withTransaction(connection -> connection.preparedQuery(ONE_AT_A_TIME)
                .execute(Tuple.of(organizationId.toString()))
                .flatMap(locked -> connection.preparedQuery(NUMBER).execute(Tuple.of(organizationId))))
                .replaceWithVoid();
    }
}
