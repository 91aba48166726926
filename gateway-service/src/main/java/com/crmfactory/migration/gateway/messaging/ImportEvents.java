package com.crmfactory.migration.gateway.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.change.ControlConfig;
import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.gateway.store.Migrations;
import com.crmfactory.migration.messaging.Inbox;
import com.crmfactory.migration.model.message.ImportEvent;
import com.crmfactory.migration.model.message.ImportEvent.ApiLimitReached;
import com.crmfactory.migration.model.message.ImportEvent.ValidationCompleted;

import io.smallrye.mutiny.Uni;

/** What the importer tells only the gateway. */
@ApplicationScoped
public class ImportEvents {
    private final Inbox inbox;
    private final Changes changes;
    private final Migrations migrations;
    private final ControlConfig config;

    ImportEvents(Inbox inbox, Changes changes, Migrations migrations, ControlConfig config) {
        this.inbox = inbox;
        this.changes = changes;
        this.migrations = migrations;
        this.config = config;
    }

    @Incoming("import-events")
    public Uni<Void> on(Message<String> message) {
        return inbox.handle(message, ImportEvent.TYPES, event -> changes
                .apply(event.migrationId(), (migration, now) -> taken(event)).replaceWithVoid());
    }

    private Uni<? extends MigrationEvent> taken(ImportEvent event) {
        if (event instanceof ApiLimitReached reached) {
            return migrations.time().map(now -> new MigrationEvent.ApiLimitReached(reached.controlRevision(),
                    reached.failure(), now.plus(config.apiLimitWait())));
        }
        ValidationCompleted done = (ValidationCompleted) event;
        return Uni.createFrom().item(new MigrationEvent.ValidationCompleted(done.run(), done.validation(),
                done.passed()));
    }
}
