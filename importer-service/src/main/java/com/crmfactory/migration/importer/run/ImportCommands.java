package com.crmfactory.migration.importer.run;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import com.crmfactory.migration.importer.validation.Validations;
import com.crmfactory.migration.messaging.Inbox;
import com.crmfactory.migration.model.message.ImportCommand;
import com.crmfactory.migration.model.message.ImportCommand.ConnectionRenewed;
import com.crmfactory.migration.model.message.ImportCommand.ControlRun;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.ValidateImport;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** Takes the gateway's commands: accepts and stores them, no more. The work hangs on leases. */
@ApplicationScoped
class ImportCommands {
    private final Inbox inbox;
    private final Pool pool;
    private final ObjectRuns runs;
    private final Connections connections;
    private final Controls controls;
    private final Validations validations;
    private final LeaseHolder leases;

    ImportCommands(Inbox inbox, Pool pool, ObjectRuns runs, Connections connections, Controls controls,
            Validations validations, LeaseHolder leases) {
        this.inbox = inbox;
        this.pool = pool;
        this.runs = runs;
        this.connections = connections;
        this.controls = controls;
        this.validations = validations;
        this.leases = leases;
    }

    @Incoming("import-commands")
    Uni<Void> on(Message<String> message) {
        return inbox.handle(message, ImportCommand.TYPES, this::accept).invoke(leases::wake);
    }

    private Uni<Void> accept(ImportCommand command) {
        if (command instanceof ImportObject object) {
            return pool.withTransaction(connection -> connections.store(connection, object)
                    .flatMap(stored -> runs.add(connection, object))
                    .call(added -> added ? connections.tryAgain(connection, object) : Uni.createFrom().voidItem()))
                    .replaceWithVoid();
        }
        if (command instanceof ControlRun control) {
            return controls.store(control);
        }
        if (command instanceof ConnectionRenewed renewed) {
            return connections.renew(renewed);
        }
        return validations.add((ValidateImport) command);
    }
}
