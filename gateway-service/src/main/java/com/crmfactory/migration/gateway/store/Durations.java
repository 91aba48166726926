package com.crmfactory.migration.gateway.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.migration.ObjectTiming;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** How long the objects of a run took, once they are done. Needs a session. */
@ApplicationScoped
public class Durations {
    private static final String MEASURED = """
                                           SELECT object, CAST(extract(epoch FROM started_at) AS double precision),
                                                  CAST(extract(epoch FROM finished_at) AS double precision), records_processed, api_calls_used
                                           FROM migration.migration_object
                                           WHERE migration_id = ?1 AND started_at IS NOT NULL AND finished_at IS NOT NULL
                                             AND status IN ('completed', 'completed_with_errors')
                                           ORDER BY started_at, object""";

    /** In the order in which they began; empty before the first is done. */
    public Uni<List<ObjectTiming>> of(String migrationId) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(MEASURED, Object[].class)
                .setParameter(1, migrationId).getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new ObjectTiming((String) row[0], (Double) row[1], (Double) row[2],
                                ((Number) row[3]).longValue(), ((Number) row[4]).longValue()))
                        .toList());
    }
}
