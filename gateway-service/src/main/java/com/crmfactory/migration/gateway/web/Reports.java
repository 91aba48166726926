package com.crmfactory.migration.gateway.web;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.migration.AnalyzedObject;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.SuggestedConfiguration;
import com.crmfactory.migration.gateway.report.ComparedReport;
import com.crmfactory.migration.gateway.report.ObjectChange;
import com.crmfactory.migration.gateway.report.ReportComparison;
import com.crmfactory.migration.gateway.store.Analyses;
import com.crmfactory.migration.gateway.store.Analyses.Conclusion;
import com.crmfactory.migration.gateway.store.Durations;
import com.crmfactory.migration.gateway.view.ReportView;
import com.crmfactory.migration.gateway.view.ReportView.Detail;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.target.TargetCatalogue;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reads readiness reports, with as much of each object as is asked for: an org may have a thousand of them. */
@ApplicationScoped
class Reports {
    private final Analyses analyses;
    private final Durations durations;

    Reports(Analyses analyses, Durations durations) {
        this.analyses = analyses;
        this.durations = durations;
    }

    Uni<ReportView> of(Migration migration, Detail detail) {
        return Panache.withSession(() -> analyses.conclusion(migration.id())
                .flatMap(conclusion -> objects(migration.id(), detail)
                        .flatMap(objects -> view(migration, conclusion, objects, detail))));
    }

    /** With the fields of those objects only that have a table in the CRM. */
    Uni<ReportView> ofCrmObjects(Migration migration) {
        return Panache.withSession(() -> analyses.conclusion(migration.id())
                .flatMap(conclusion -> analyses.summaries(migration.id())
                        .flatMap(objects -> Multi.createFrom().iterable(objects)
                                .onItem().transformToUniAndConcatenate(object -> withFields(migration.id(), object))
                                .collect().asList())
                        .flatMap(objects -> view(migration, conclusion, objects, Detail.FULL))));
    }

    /** From the report of {@code before} to that of {@code after}; only objects that differ are read. */
    Uni<ReportComparison> compare(Migration before, Migration after) {
        return Panache.withSession(() -> compared(before).flatMap(was -> compared(after)
                .flatMap(is -> analyses.different(before.id(), after.id())
                        .flatMap(names -> Multi.createFrom().iterable(names)
                                .onItem().transformToUniAndConcatenate(name -> change(before.id(), after.id(), name))
                                .filter(ObjectChange::matters).collect().asList())
                        .map(objects -> ReportComparison.of(was, is, objects)))));
    }

    private Uni<List<ObjectReport>> objects(String migrationId, Detail detail) {
        return switch (detail) {
            case SUMMARY -> analyses.summaries(migrationId);
            case FULL -> analyses.reports(migrationId);
        };
    }

    private Uni<ObjectReport> withFields(String migrationId, ObjectReport summary) {
        return TargetCatalogue.table(summary.target()).isEmpty()
                ? Uni.createFrom().item(summary)
                : analyses.one(migrationId, summary.object()).map(found -> found.orElseThrow().report());
    }

    private Uni<ComparedReport> compared(Migration migration) {
        return analyses.conclusion(migration.id()).map(Optional::orElseThrow)
                .map(conclusion -> new ComparedReport(migration.id(), migration.analysis().org(),
                        conclusion.generatedAt(), conclusion.report()));
    }

    private Uni<ObjectChange> change(String before, String after, String object) {
        return analyses.one(before, object).flatMap(was -> analyses.one(after, object)
                .map(is -> ObjectChange.of(was.map(AnalyzedObject::report).orElse(null),
                        is.map(AnalyzedObject::report).orElse(null))));
    }

    private Uni<ReportView> view(Migration migration, Optional<Conclusion> conclusion, List<ObjectReport> objects,
            Detail detail) {
        Conclusion found = conclusion.orElseThrow();
        return durations.of(migration.id()).map(measured -> ReportView.of(migration, found.report(),
                found.generatedAt(), objects.stream().sorted(SuggestedConfiguration.BY_PRESENTATION).toList(), detail,
                measured));
    }
}
