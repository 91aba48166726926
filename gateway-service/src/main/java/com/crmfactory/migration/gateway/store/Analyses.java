package com.crmfactory.migration.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.migration.AnalyzedObject;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.fasterxml.jackson.core.type.TypeReference;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** What the analyses delivered, the latest of each migration. Every method needs a session. */
@ApplicationScoped
public class Analyses implements PanacheRepositoryBase<AnalyzedObjectRow, ObjectKey> {
    private static final TypeReference<List<CustomFieldDefinition>> CUSTOM_FIELDS = new TypeReference<>() {
    };
    private static final String REPORTS = """
                                          select cast(report as text) from migration.analysis_object where migration_id = ?1
                                          """;
    private static final String SUMMARIES = """
                                            select cast(report || '{"fields":[]}' as text) from migration.analysis_object where migration_id = ?1
                                            """;
    private static final String DIFFERENT = """
                                            select object
                                            from (select object, report from migration.analysis_object where migration_id = ?1) a
                                            full join (select object, report from migration.analysis_object where migration_id = ?2) b using (object)
                                            where a.report is distinct from b.report order by object
                                            """;

    private final Json json;

    public Analyses(Json json) {
        this.json = json;
    }

    /**
     * The end of an analysis.
     *
     * @param generatedAt
     *            when the report was complete
     */
    public record Conclusion(ReportConclusion report, Instant generatedAt) {
    }

    /** Stores or replaces one object; gives how many there are now. */
    public Uni<Long> put(String migrationId, AnalyzedObject object) {
        return findById(new ObjectKey(migrationId, object.name()))
                .flatMap(row -> row == null ? persist(row(migrationId, object)) : Uni.createFrom().item(row))
                .invoke(row -> write(row, object))
                .flatMap(row -> flush()).flatMap(flushed -> count("migrationId", migrationId));
    }

    public Uni<List<AnalyzedObject>> all(String migrationId) {
        return list("migrationId = ?1 order by object", migrationId)
                .map(rows -> rows.stream().map(this::read).toList());
    }

    /** All objects with their fields, without the suggestions. */
    public Uni<List<ObjectReport>> reports(String migrationId) {
        return documents(REPORTS, migrationId);
    }

    /** All objects without their fields: what a summary needs of an org with a thousand objects. */
    public Uni<List<ObjectReport>> summaries(String migrationId) {
        return documents(SUMMARIES, migrationId);
    }

    private Uni<List<ObjectReport>> documents(String query, String migrationId) {
        return getSession().flatMap(session -> session.createNativeQuery(query, String.class)
                .setParameter(1, migrationId).getResultList())
                .map(rows -> rows.stream().map(row -> json.read(row, ObjectReport.class)).toList());
    }

    /** Names of the objects whose reports differ, or that only one of the two has. */
    public Uni<List<String>> different(String migrationId, String otherId) {
        return getSession().flatMap(session -> session.createNativeQuery(DIFFERENT, String.class)
                .setParameter(1, migrationId).setParameter(2, otherId).getResultList());
    }

    public Uni<Optional<AnalyzedObject>> one(String migrationId, String object) {
        return findById(new ObjectKey(migrationId, object)).map(row -> Optional.ofNullable(row).map(this::read));
    }

    public Uni<Void> conclude(String migrationId, ReportConclusion conclusion, Instant now) {
        return getSession().flatMap(session -> session.find(AnalysisRow.class, migrationId).flatMap(found -> {
            AnalysisRow row = found == null ? new AnalysisRow() : found;
            row.migrationId = migrationId;
            row.conclusion = json.write(conclusion);
            row.generatedAt = now;
            return found == null ? session.persist(row) : Uni.createFrom().voidItem();
        }));
    }

    public Uni<Optional<Conclusion>> conclusion(String migrationId) {
        return getSession().flatMap(session -> session.find(AnalysisRow.class, migrationId))
                .map(row -> Optional.ofNullable(row).map(found -> new Conclusion(
                        json.read(found.conclusion, ReportConclusion.class), found.generatedAt)));
    }

    /** Before the org is analysed again. */
    public Uni<Void> forget(String migrationId) {
        return delete("migrationId", migrationId).replaceWithVoid();
    }

    /** The queues of the org, id to name. */
    public static Map<String, String> queues(ReportConclusion conclusion) {
        return conclusion.queues() == null ? Map.of() : conclusion.queues();
    }

    private AnalyzedObjectRow row(String migrationId, AnalyzedObject object) {
        AnalyzedObjectRow row = new AnalyzedObjectRow();
        row.migrationId = migrationId;
        row.object = object.name();
        write(row, object);
        return row;
    }

    private void write(AnalyzedObjectRow row, AnalyzedObject object) {
        row.report = json.write(object.report());
        row.suggestion = json.write(object.suggestion());
        row.customFields = json.write(object.customFields());
    }

    private AnalyzedObject read(AnalyzedObjectRow row) {
        return new AnalyzedObject(json.read(row.report, ObjectReport.class),
                json.read(row.suggestion, ObjectConfiguration.class), json.read(row.customFields, CUSTOM_FIELDS));
    }
}
