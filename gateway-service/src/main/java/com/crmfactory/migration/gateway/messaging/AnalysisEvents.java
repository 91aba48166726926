package com.crmfactory.migration.gateway.messaging;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.connection.RenewalRequests;
import com.crmfactory.migration.gateway.migration.AnalyzedObject;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.gateway.store.Analyses;
import com.crmfactory.migration.messaging.Inbox;
import com.crmfactory.migration.model.MigrationStatus;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisFailed;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisStarted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;

import io.smallrye.mutiny.Uni;

/** What the analyzer tells. */
@ApplicationScoped
public class AnalysisEvents {
    /** The Salesforce client's word for a 401. */
    private static final String EXPIRED = "sf_session_expired";

    private final Inbox inbox;
    private final Changes changes;
    private final Analyses analyses;
    private final RenewalRequests renewals;

    AnalysisEvents(Inbox inbox, Changes changes, Analyses analyses, RenewalRequests renewals) {
        this.inbox = inbox;
        this.changes = changes;
        this.analyses = analyses;
        this.renewals = renewals;
    }

    @Incoming("analysis-events")
    public Uni<Void> on(Message<String> message) {
        return inbox.handle(message, AnalysisEvent.TYPES, event -> changes
                .apply(event.migrationId(), (migration, now) -> taken(migration, event, now)).replaceWithVoid());
    }

    private Uni<? extends MigrationEvent> taken(Migration migration, AnalysisEvent event, Instant now) {
        if (event instanceof AnalysisStarted started) {
            return Uni.createFrom().item(new MigrationEvent.AnalysisStarted(started.analysis(), started.org(),
                    started.objectsTotal()));
        }
        if (event instanceof ObjectAnalyzed analyzed) {
            return stored(migration, analyzed);
        }
        if (event instanceof AnalysisCompleted completed) {
            return stored(migration, completed, now);
        }
        return failed(migration, (AnalysisFailed) event, now);
    }

    /** One that met an expired token begins again with a new one, if that can be fetched. */
    private Uni<? extends MigrationEvent> failed(Migration migration, AnalysisFailed event, Instant now) {
        MigrationEvent failed = new MigrationEvent.AnalysisFailed(event.analysis(), event.failure());
        return isAwaited(migration, event) && EXPIRED.equals(event.failure().code())
                ? renewals.request(migration, migration.credentialRevision(), now)
                        .map(awaited -> awaited ? new MigrationEvent.RenewalAwaited() : failed)
                : Uni.createFrom().item(failed);
    }

    private Uni<? extends MigrationEvent> stored(Migration migration, ObjectAnalyzed event) {
        AnalyzedObject object = new AnalyzedObject(event.report(), event.suggestion(), event.customFields());
        Uni<Long> objects = isAwaited(migration, event)
                ? analyses.put(migration.id(), object)
                : Uni.createFrom().item(0L);
        return objects.map(count -> new MigrationEvent.ObjectAnalyzed(event.analysis(), count.intValue()));
    }

    private Uni<? extends MigrationEvent> stored(Migration migration, AnalysisCompleted event, Instant now) {
        Uni<Void> stored = isAwaited(migration, event)
                ? analyses.conclude(migration.id(), event.conclusion(), now)
                : Uni.createFrom().voidItem();
        return stored.replaceWith(new MigrationEvent.AnalysisCompleted(event.analysis(), event.org(),
                event.conclusion().readinessScore()));
    }

    /** Documents of an older or finished analysis are not kept; the decision ignores their events as well. */
    private static boolean isAwaited(Migration migration, AnalysisEvent event) {
        return migration.status() == MigrationStatus.ANALYZING && migration.analysis().number() == event.analysis();
    }
}
