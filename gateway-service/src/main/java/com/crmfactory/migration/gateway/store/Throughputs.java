package com.crmfactory.migration.gateway.store;

import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** How fast this installation has imported so far. Needs a session. */
@ApplicationScoped
public class Throughputs {
    /** Objects of the latest migrations; small ones say more about the start than about the speed. */
    private static final String MEASURED = """
                                           SELECT object, CAST(sum(records_processed)
                                                  / greatest(sum(extract(epoch FROM finished_at - started_at)), 0.001) AS double precision)
                                           FROM migration.migration_object
                                           WHERE migration_id IN (SELECT id FROM migration.migration WHERE started_at IS NOT NULL
                                                                  ORDER BY id DESC LIMIT 50)
                                             AND status IN ('completed', 'completed_with_errors')
                                             AND finished_at > started_at AND records_processed >= 1000
                                           GROUP BY object""";

    /** Object to records a second, start and links included; without objects that were never imported. */
    public Uni<Map<String, Double>> measured() {
        return Panache.getSession().flatMap(Throughputs::measured);
    }

    private static Uni<Map<String, Double>> measured(Mutiny.Session session) {
        return session.createNativeQuery(MEASURED, Object[].class).getResultList().map(rows -> {
            Map<String, Double> measured = new TreeMap<>();
            rows.forEach(row -> measured.put((String) row[0], (Double) row[1]));
            return measured;
        });
    }
}
