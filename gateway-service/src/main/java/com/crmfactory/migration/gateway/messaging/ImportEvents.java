package com.crmfactory.migration.gateway.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import com.crmfactory.migration.gateway.change.Changes;
import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.messaging.Inbox;
import com.crmfactory.migration.model.message.ImportEvent;
import com.crmfactory.migration.model.message.ImportEvent.ValidationCompleted;

import io.smallrye.mutiny.Uni;

/** What the importer tells only the gateway. */
@ApplicationScoped
public class ImportEvents {
    private final Inbox inbox;
    private final Changes changes;

    ImportEvents(Inbox inbox, Changes changes) {
        this.inbox = inbox;
        this.changes = changes;
    }

    @Incoming("import-events")
    public Uni<Void> on(Message<String> message) {
        return inbox.handle(message, ImportEvent.TYPES, event -> {
            ValidationCompleted done = (ValidationCompleted) event;
            return changes.apply(done.migrationId(),
                    new MigrationEvent.ValidationCompleted(done.run(), done.validation(), done.passed()))
                    .replaceWithVoid();
        });
    }
}
