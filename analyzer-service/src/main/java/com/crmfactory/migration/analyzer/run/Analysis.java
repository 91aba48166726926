package com.crmfactory.migration.analyzer.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.crmfactory.migration.analyzer.mapping.Targets;
import com.crmfactory.migration.analyzer.org.Earlier;
import com.crmfactory.migration.analyzer.org.ObjectReader;
import com.crmfactory.migration.analyzer.org.ObjectReader.Reading;
import com.crmfactory.migration.analyzer.org.OpenOrg;
import com.crmfactory.migration.analyzer.org.OrgFactsReader;
import com.crmfactory.migration.analyzer.org.Scope;
import com.crmfactory.migration.analyzer.org.Scope.Planned;
import com.crmfactory.migration.analyzer.org.ScopeReader;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.analyzer.readiness.Conclusions;
import com.crmfactory.migration.analyzer.risk.Measure;
import com.crmfactory.migration.analyzer.risk.RiskCode;
import com.crmfactory.migration.analyzer.store.Findings;
import com.crmfactory.migration.analyzer.store.KnownDescribes;
import com.crmfactory.migration.analyzer.store.KnownDescribes.Fetched;
import com.crmfactory.migration.analyzer.store.KnownDescribes.Viewer;
import com.crmfactory.migration.analyzer.store.Lease;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.TargetTable;

import io.smallrye.mutiny.Uni;

/**
 * One analysis from the org's introduction to the conclusion. What an earlier holder of the lease has finished is taken
 * from the database.
 */
final class Analysis {
    private static final Map<Measure, String> USER_FIELDS = Map.of(Measure.INACTIVE, "IsActive",
            Measure.WITHOUT_EMAIL, "Email");

    private static final Set<String> HIDDEN = Set.of(RiskCode.FIELDS_HIDDEN.wire(),
            RiskCode.REQUIRED_FIELD_HIDDEN.wire());

    private final Lease lease;
    private final OpenOrg open;
    private final Findings findings;
    private final KnownDescribes describes;
    private final Patience patience;
    private final int objectsAtOnce;
    private final Viewer viewer;
    private final Map<String, AnalyzedObject> finished = new ConcurrentHashMap<>();
    private volatile Earlier earlier = Earlier.NONE;

    Analysis(Lease lease, OpenOrg open, Findings findings, KnownDescribes describes, Patience patience,
            int objectsAtOnce) {
        this.lease = lease;
        this.open = open;
        this.findings = findings;
        this.describes = describes;
        this.patience = patience;
        this.objectsAtOnce = objectsAtOnce;
        this.viewer = open.userId().map(user -> new Viewer(lease.organizationId(), open.summary().orgId(), user,
                open.summary().apiVersion())).orElse(null);
    }

    /** The event that ends the analysis; everything before it is stored and told by then. */
    Uni<AnalysisCompleted> perform() {
        return scope().chain(scope -> findings.finished(lease).invoke(finished::putAll).chain(this::recall)
                .chain(() -> objects(scope)).chain(() -> conclude(scope)));
    }

    private Uni<Scope> scope() {
        return findings.scope(lease).chain(known -> known.map(scope -> Uni.createFrom().item(scope))
                .orElseGet(() -> patience.persist(last -> new ScopeReader(open, objectsAtOnce, last).read())
                        .call(scope -> findings.start(lease, scope, calls()))));
    }

    /** Which describes are known from before; without a user's id none is, since each user sees fields of its own. */
    private Uni<Void> recall() {
        return viewer == null
                ? Uni.createFrom().voidItem()
                : describes.lastModified(viewer).invoke(dates -> earlier = new Earlier(dates,
                        object -> describes.describe(viewer, object))).replaceWithVoid();
    }

    private Uni<Void> objects(Scope scope) {
        List<Planned> unfinished = scope.objects().stream().filter(object -> !finished.containsKey(object.object()))
                .toList();
        Map<String, TargetTable> targets = Targets.of(scope.objects().stream().map(Planned::object).toList());
        return new ObjectRounds(open, patience, objectsAtOnce,
                (object, last) -> analyse(object, last, targets.get(object.object())),
                (object, failure) -> surrender(object, failure, targets.get(object.object())))
                .through(unfinished);
    }

    private Uni<Void> analyse(Planned object, boolean last, TargetTable table) {
        return new ObjectReader(open.org(), earlier).read(object, last).chain(reading -> {
            ObjectAnalysis analysis = ObjectAnalysis.of(reading, siblings(object), table);
            return finish(analysis, fetched(reading, analysis));
        });
    }

    private Uni<Void> surrender(Planned object, Failure failure, TargetTable table) {
        return finish(ObjectAnalysis.unreadable(object, failure, table), null);
    }

    private Uni<Void> finish(ObjectAnalysis analysis, Fetched fetched) {
        ObjectAnalyzed event = new ObjectAnalyzed(lease.migrationId(), lease.analysis(), analysis.report(),
                analysis.suggestion(), analysis.customFields());
        return findings.finish(lease, analysis.kept(), event, fetched, calls())
                .invoke(() -> finished.put(analysis.kept().name(), analysis.kept()));
    }

    /**
     * Null if there is nothing to remember. An object with hidden fields is described anew each time: its finding says
     * to give the user more permissions, and no date tells whether that was done.
     */
    private Fetched fetched(Reading reading, ObjectAnalysis analysis) {
        boolean hidden = analysis.kept().risks().stream().map(Risk::code).anyMatch(HIDDEN::contains);
        return viewer == null || hidden || reading.lastModified() == null
                ? null
                : new Fetched(viewer, reading.describe(), reading.lastModified());
    }

    private Collection<CustomFieldDefinition> siblings(Planned object) {
        return Targets.of(object.object()).objects().stream().filter(name -> !name.equals(object.object()))
                .map(finished::get).filter(Objects::nonNull).flatMap(sibling -> sibling.customFields().stream())
                .toList();
    }

    private Uni<AnalysisCompleted> conclude(Scope scope) {
        return patience.persist(last -> new OrgFactsReader(open, last).read(userFields())).map(reading -> {
            List<AnalyzedObject> objects = new ArrayList<>();
            scope.objects().forEach(planned -> objects.add(finished.get(planned.object())));
            return new AnalysisCompleted(lease.migrationId(), lease.analysis(), scope.org(),
                    Conclusions.draw(Facts.of(scope, objects, reading, calls(), lease.recordsPerSecond()), objects));
        });
    }

    private Collection<String> userFields() {
        AnalyzedObject users = finished.get("User");
        return users == null
                ? List.of()
                : users.data().measures().keySet().stream().filter(USER_FIELDS::containsKey).map(USER_FIELDS::get)
                        .toList();
    }

    /** API calls of this analysis so far, those of earlier holders included. */
    private long calls() {
        return lease.apiCalls() + open.org().usage().calls();
    }
}
