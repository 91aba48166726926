package com.crmfactory.migration.analyzer.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.analyzer.org.Scope;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisStarted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** What an analysis has found out so far: its scope and every finished object. */
@ApplicationScoped
public class Findings {
    private static final String SCOPE = "SELECT scope FROM analysis.run WHERE migration_id = $1 AND analysis = $2";
    private static final String FINISHED = """
                                           SELECT object, result, refusal FROM analysis.finished_object
                                           WHERE migration_id = $1 AND analysis = $2 ORDER BY finished_at, object""";
    private static final String FINISH = """
                                         INSERT INTO analysis.finished_object (migration_id, analysis, object, result, refusal)
                                         VALUES ($1, $2, $3, $4::jsonb, $5::jsonb)""";

    private final Pool pool;
    private final Runs runs;
    private final ObjectMapper json;

    public Findings(Pool pool, Runs runs, ObjectMapper json) {
        this.pool = pool;
        this.runs = runs;
        this.json = json;
    }

    /** One finished object. */
    public sealed interface Finding {
        String object();
    }

    public record Analyzed(AnalyzedObject result) implements Finding {
        @Override
        public String object() {
            return result.name();
        }
    }

    /** Salesforce did not let the user read it. */
    public record Refused(String object, Failure failure) implements Finding {
    }

    /** Empty until the org was asked. */
    public Uni<Optional<Scope>> scope(Lease lease) {
        return pool.preparedQuery(SCOPE).execute(Tuple.of(lease.migrationId(), lease.analysis()))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getJsonObject("scope"))
                        .map(scope -> read(scope, Scope.class)));
    }

    public Uni<Map<String, Finding>> finished(Lease lease) {
        return pool.preparedQuery(FINISHED).execute(Tuple.of(lease.migrationId(), lease.analysis())).map(rows -> {
            Map<String, Finding> findings = new LinkedHashMap<>();
            rows.forEach(row -> findings.put(row.getString("object"), finding(row)));
            return findings;
        });
    }

    public Uni<Void> start(Lease lease, Scope scope) {
        AnalysisEvent started = new AnalysisStarted(lease.migrationId(), lease.analysis(), scope.org(),
                scope.objects().size());
        return runs.advance(lease, write(scope), List.of(started), connection -> Uni.createFrom().voidItem());
    }

    public Uni<Void> finish(Lease lease, Finding finding) {
        AnalyzedObject result = finding instanceof Analyzed analyzed ? analyzed.result() : null;
        Failure refusal = finding instanceof Refused refused ? refused.failure() : null;
        List<AnalysisEvent> events = result == null
                ? List.of()
                : List.of(new ObjectAnalyzed(lease.migrationId(), lease.analysis(), result.report(),
                        result.suggestion(), result.customFields()));
        Tuple row = Tuple.tuple().addString(lease.migrationId()).addInteger(lease.analysis())
                .addString(finding.object()).addValue(write(result)).addValue(write(refusal));
        return runs.advance(lease, null, events,
                connection -> connection.preparedQuery(FINISH).execute(row).replaceWithVoid());
    }

    private Finding finding(Row row) {
        JsonObject result = row.getJsonObject("result");
        return result != null
                ? new Analyzed(read(result, AnalyzedObject.class))
                : new Refused(row.getString("object"), read(row.getJsonObject("refusal"), Failure.class));
    }

    private JsonObject write(Object value) {
        try {
            return value == null ? null : new JsonObject(json.writeValueAsString(value));
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
