package com.crmfactory.migration.analyzer.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import com.crmfactory.migration.analyzer.run.AnalysisWorker;
import com.crmfactory.migration.analyzer.store.Runs;
import com.crmfactory.migration.messaging.Inbox;
import com.crmfactory.migration.model.message.AnalysisCommand;
import com.crmfactory.migration.model.message.AnalysisCommand.AnalyzeOrg;

import io.smallrye.mutiny.Uni;

/** Takes commands: stores them and lets the worker know. The work itself hangs on the stored row. */
@ApplicationScoped
public class AnalysisCommands {
    private final Inbox inbox;
    private final Runs runs;
    private final AnalysisWorker worker;

    public AnalysisCommands(Inbox inbox, Runs runs, AnalysisWorker worker) {
        this.inbox = inbox;
        this.runs = runs;
        this.worker = worker;
    }

    @Incoming("analysis-commands")
    public Uni<Void> on(Message<String> message) {
        return inbox.handle(message, AnalysisCommand.TYPES, this::accept);
    }

    private Uni<Void> accept(AnalysisCommand command) {
        if (command instanceof AnalyzeOrg analyze) {
            return runs.accept(analyze).invoke(worker::wake);
        }
        throw new IllegalArgumentException("a command of the unknown type " + command.type());
    }
}
