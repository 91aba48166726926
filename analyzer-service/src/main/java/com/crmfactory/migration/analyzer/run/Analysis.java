package com.crmfactory.migration.analyzer.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import com.crmfactory.migration.analyzer.mapping.Targets;
import com.crmfactory.migration.analyzer.org.ObjectReader;
import com.crmfactory.migration.analyzer.org.OpenOrg;
import com.crmfactory.migration.analyzer.org.OrgFactsReader;
import com.crmfactory.migration.analyzer.org.Refusal;
import com.crmfactory.migration.analyzer.org.Scope;
import com.crmfactory.migration.analyzer.org.Scope.Planned;
import com.crmfactory.migration.analyzer.org.ScopeReader;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.analyzer.readiness.Conclusions;
import com.crmfactory.migration.analyzer.risk.OrgFacts;
import com.crmfactory.migration.analyzer.store.Findings;
import com.crmfactory.migration.analyzer.store.Findings.Analyzed;
import com.crmfactory.migration.analyzer.store.Findings.Finding;
import com.crmfactory.migration.analyzer.store.Findings.Refused;
import com.crmfactory.migration.analyzer.store.Lease;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One analysis from the org's introduction to the conclusion. What an earlier holder of the lease has finished is taken
 * from the database.
 */
final class Analysis {
    private final Lease lease;
    private final OpenOrg open;
    private final Findings findings;
    private final int objectsAtOnce;
    private final Map<String, Finding> finished = new ConcurrentHashMap<>();
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();

    Analysis(Lease lease, OpenOrg open, Findings findings, int objectsAtOnce) {
        this.lease = lease;
        this.open = open;
        this.findings = findings;
        this.objectsAtOnce = objectsAtOnce;
    }

    /** The event that ends the analysis; everything before it is stored and told by then. */
    Uni<AnalysisCompleted> perform() {
        return scope().chain(scope -> findings.finished(lease).invoke(finished::putAll)
                .chain(() -> objects(scope)).chain(() -> conclude(scope)));
    }

    private Uni<Scope> scope() {
        return findings.scope(lease).chain(known -> known.map(scope -> Uni.createFrom().item(scope))
                .orElseGet(() -> new ScopeReader(open.org(), objectsAtOnce).read(open.summary(), open.global())
                        .call(scope -> findings.start(lease, scope))));
    }

    /** Objects that share a table one after another, because they share its custom fields; the others side by side. */
    private Uni<Void> objects(Scope scope) {
        Collection<List<Planned>> tables = scope.objects().stream().collect(Collectors.groupingBy(
                planned -> Targets.of(planned.object()).name(), LinkedHashMap::new, Collectors.toList())).values();
        return Multi.createFrom().iterable(tables).onItem().transformToUni(this::tableUnlessFailed)
                .merge(objectsAtOnce).collect().last().replaceWithVoid().chain(() -> firstFailure.get() == null
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(firstFailure.get()));
    }

    /** The first failure decides; what is under way beside it comes to its end, and nothing new begins. */
    private Uni<Void> tableUnlessFailed(List<Planned> objects) {
        return Uni.createFrom().deferred(() -> firstFailure.get() == null
                ? table(objects)
                : Uni.createFrom().voidItem()).onFailure().invoke(e -> firstFailure.compareAndSet(null, e))
                .onFailure().recoverWithNull();
    }

    private Uni<Void> table(List<Planned> objects) {
        return Multi.createFrom().iterable(objects).select()
                .where(planned -> !finished.containsKey(planned.object())).onItem()
                .transformToUniAndConcatenate(planned -> object(planned, objects)).collect().last().replaceWithVoid();
    }

    private Uni<Void> object(Planned planned, List<Planned> sameTable) {
        return new ObjectReader(open.org()).read(planned)
                .map(reading -> (Finding) new Analyzed(ObjectAnalysis.of(reading, customFields(sameTable))))
                .onFailure(Refusal::concernsOneObject)
                .recoverWithItem(refused -> new Refused(planned.object(), ((SalesforceException) refused).failure()))
                .call(finding -> findings.finish(lease, finding))
                .invoke(finding -> finished.put(planned.object(), finding)).replaceWithVoid();
    }

    private List<CustomFieldDefinition> customFields(List<Planned> objects) {
        return objects.stream().map(planned -> finished.get(planned.object())).filter(Objects::nonNull)
                .filter(Analyzed.class::isInstance).map(Analyzed.class::cast)
                .flatMap(analyzed -> analyzed.result().customFields().stream()).toList();
    }

    private Uni<AnalysisCompleted> conclude(Scope scope) {
        return new OrgFactsReader(open).read().map(reading -> {
            List<AnalyzedObject> objects = new ArrayList<>();
            List<Refused> refused = new ArrayList<>();
            for (Planned planned : scope.objects()) {
                Finding finding = finished.get(planned.object());
                if (finding instanceof Analyzed analyzed) {
                    objects.add(analyzed.result());
                } else if (finding instanceof Refused no) {
                    refused.add(no);
                }
            }
            OrgFacts facts = Facts.of(scope, objects, refused, reading);
            return new AnalysisCompleted(lease.migrationId(), lease.analysis(), scope.org(),
                    Conclusions.draw(facts, objects));
        });
    }
}
