package com.crmfactory.migration.gateway.messaging;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.connection.RenewalRequests;
import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.messaging.Inbox;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.Progress;
import com.crmfactory.migration.model.message.ProgressType;

import io.smallrye.mutiny.Uni;

/** The public progress topic, of which the importer's messages concern the gateway. */
@ApplicationScoped
public class ProgressEvents {
    private static final String IMPORTER = "/importer";
    private static final Map<String, Class<? extends Progress>> TYPES = Arrays.stream(ProgressType.values())
            .collect(Collectors.toMap(ProgressType::wire, type -> Progress.class));
    private static final Failure REJECTED = new Failure("sf_connection_expired", FailureType.ACCESS,
            "Salesforce no longer accepts the credentials.",
            "PUT fresh credentials to the migration's connection; the run goes on where it stopped.");

    private final Inbox inbox;
    private final Changes changes;
    private final RenewalRequests renewals;

    ProgressEvents(Inbox inbox, Changes changes, RenewalRequests renewals) {
        this.inbox = inbox;
        this.changes = changes;
        this.renewals = renewals;
    }

    @Incoming("progress")
    public Uni<Void> on(Message<String> message) {
        // What the gateway itself announced comes back on this topic.
        return IMPORTER.equals(Inbox.source(message))
                ? inbox.handle(message, TYPES, this::take)
                : Uni.createFrom().completionStage(message::ack);
    }

    private Uni<Void> take(Progress progress) {
        return switch (progress.progressType()) {
            case OBJECT_STARTED, OBJECT_PROGRESS, OBJECT_LINKING, OBJECT_COMPLETED, OBJECT_FAILED, OBJECT_SKIPPED ->
                apply(progress, MigrationEvent.ObjectProgressed::new);
            case CONNECTION_REJECTED -> rejected(progress);
            case MIGRATION_ANALYZED, MIGRATION_STARTED, MIGRATION_PAUSED, MIGRATION_RESUMED, MIGRATION_VALIDATING,
                    MIGRATION_COMPLETED, MIGRATION_FAILED, MIGRATION_CANCELLED, MIGRATION_ROLLED_BACK ->
                throw new IllegalArgumentException("Only the gateway announces " + progress.type());
        };
    }

    /** The run pauses only if no new token can be fetched. */
    private Uni<Void> rejected(Progress progress) {
        MigrationEvent rejected = new MigrationEvent.ConnectionRejected(progress.credentialRevision(),
                progress.error() == null ? REJECTED : progress.error());
        return changes.apply(progress.migrationId(), (migration, now) -> renewals
                .request(migration, progress.credentialRevision(), now)
                .map(awaited -> awaited ? new MigrationEvent.RenewalAwaited() : rejected)).replaceWithVoid();
    }

    private Uni<Void> apply(Progress progress, Function<Progress, MigrationEvent> event) {
        return changes.apply(progress.migrationId(), event.apply(progress)).replaceWithVoid();
    }
}
