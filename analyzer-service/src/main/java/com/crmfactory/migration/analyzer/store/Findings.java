package com.crmfactory.migration.analyzer.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.analyzer.org.Scope;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.analyzer.store.KnownDescribes.Fetched;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisStarted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** What an analysis has found out so far: its scope and every finished object. */
@ApplicationScoped
public class Findings {
    private static final String SCOPE = "SELECT scope FROM analysis.run WHERE migration_id = $1 AND analysis = $2";
    private static final String FINISHED = """
                                           SELECT kept FROM analysis.finished_object
                                           WHERE migration_id = $1 AND analysis = $2""";
    private static final String FINISH = """
                                         INSERT INTO analysis.finished_object (migration_id, analysis, object, kept)
                                         VALUES ($1, $2, $3, $4::jsonb)""";

    private final Pool pool;
    private final Runs runs;
    private final KnownDescribes describes;
    private final ObjectMapper json;

    public Findings(Pool pool, Runs runs, KnownDescribes describes, ObjectMapper json) {
        this.pool = pool;
        this.runs = runs;
        this.describes = describes;
        this.json = json;
    }

    /** Empty until the org was asked. */
    public Uni<Optional<Scope>> scope(Lease lease) {
        return pool.preparedQuery(SCOPE).execute(Tuple.of(lease.migrationId(), lease.analysis()))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getJsonObject("scope"))
                        .map(scope -> read(scope, Scope.class)));
    }

    /** By name. */
    public Uni<Map<String, AnalyzedObject>> finished(Lease lease) {
        return pool.preparedQuery(FINISHED).execute(Tuple.of(lease.migrationId(), lease.analysis())).map(rows -> {
            Map<String, AnalyzedObject> finished = new HashMap<>();
            rows.forEach(row -> {
                AnalyzedObject object = read(row.getJsonObject("kept"), AnalyzedObject.class);
                finished.put(object.name(), object);
            });
            return finished;
        });
    }

    public Uni<Void> start(Lease lease, Scope scope, long apiCalls) {
        AnalysisEvent started = new AnalysisStarted(lease.migrationId(), lease.analysis(), scope.org(),
                scope.objects().size());
        return runs.advance(lease, write(scope), apiCalls, List.of(started), connection -> Uni.createFrom().voidItem());
    }

    /**
     * Stores what is kept of an object, tells the rest, and remembers its describe: one transaction.
     *
     * @param fetched
     *            null if the describe is an earlier one
     * @param apiCalls
     *            made for this analysis so far
     */
    public Uni<Void> finish(Lease lease, AnalyzedObject kept, ObjectAnalyzed event, Fetched fetched, long apiCalls) {
        Tuple row = Tuple.tuple().addString(lease.migrationId()).addInteger(lease.analysis()).addString(kept.name())
                .addValue(write(kept));
        return runs.advance(lease, null, apiCalls, List.of(event), connection -> connection.preparedQuery(FINISH)
                .execute(row).chain(() -> fetched == null
                        ? Uni.createFrom().voidItem()
                        : describes.put(connection, fetched)));
    }

    private JsonObject write(Object value) {
        try {
            return new JsonObject(json.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getSimpleName() + " that cannot be written", e);
        }
    }

    private <T> T read(JsonObject stored, Class<T> type) {
        try {
            return json.readValue(stored.encode(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " that cannot be read", e);
        }
    }
}
