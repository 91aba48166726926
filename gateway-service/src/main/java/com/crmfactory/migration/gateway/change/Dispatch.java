package com.crmfactory.migration.gateway.change;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.migration.Effect;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.ObjectRun;
import com.crmfactory.migration.gateway.migration.Totals;
import com.crmfactory.migration.gateway.store.Assignments;
import com.crmfactory.migration.gateway.store.Credentials;
import com.crmfactory.migration.gateway.store.StoredMessages;
import com.crmfactory.migration.gateway.store.Throughputs;
import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.AnalysisCommand.AnalyzeOrg;
import com.crmfactory.migration.model.message.ImportCommand.ConnectionRenewed;
import com.crmfactory.migration.model.message.ImportCommand.ControlRun;
import com.crmfactory.migration.model.message.ImportCommand.ControlRun.Action;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ImportCommand.ValidateImport;
import com.crmfactory.migration.model.message.MigrationMessage;
import com.crmfactory.migration.model.message.Progress;
import com.crmfactory.migration.model.message.ProgressType;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Turns the effects of a decision into stored messages. */
@ApplicationScoped
class Dispatch {
    static final String SOURCE = "/gateway";

    private final Assignments assignments;
    private final Credentials credentials;
    private final Throughputs throughputs;
    private final StoredMessages messages;
    private final ObjectMapper json;

    Dispatch(Assignments assignments, Credentials credentials, Throughputs throughputs,
            StoredMessages messages, ObjectMapper json) {
        this.assignments = assignments;
        this.credentials = credentials;
        this.throughputs = throughputs;
        this.messages = messages;
        this.json = json;
    }

    /** Needs the transaction in which {@code migration}, the state after the decision, is written. */
    Uni<Void> store(Migration migration, List<Effect> effects) {
        return Multi.createFrom().iterable(effects)
                .onItem().transformToUniAndConcatenate(effect -> entry(migration, effect))
                .collect().asList()
                .flatMap(messages::add);
    }

    private Uni<OutboxEntry> entry(Migration migration, Effect effect) {
        return switch (effect.kind()) {
            case ANALYZE_ORG -> analyzeOrg(migration);
            case IMPORT_OBJECT -> importObject(migration, effect.object());
            case VALIDATE_IMPORT -> entry(Topics.IMPORT_COMMANDS, new ValidateImport(migration.id(),
                    migration.organizationId(), migration.run().number(), migration.run().validation()));
            case PAUSE_IMPORT -> control(migration, Action.PAUSE);
            case RESUME_IMPORT -> control(migration, Action.RESUME);
            case CANCEL_IMPORT -> control(migration, Action.CANCEL);
            case RENEW_CONNECTION -> credentials.forTransport(migration)
                    .flatMap(token -> entry(Topics.IMPORT_COMMANDS, new ConnectionRenewed(migration.id(),
                            migration.organizationId(), migration.instanceUrl(), token)));
            case ANNOUNCE -> entry(Topics.PROGRESS, effect.object() == null
                    ? announcement(migration, effect.announcement())
                    : objectAnnouncement(migration, effect));
        };
    }

    private Uni<OutboxEntry> control(Migration migration, Action action) {
        return entry(Topics.IMPORT_COMMANDS, new ControlRun(migration.id(), migration.organizationId(),
                migration.controlRevision(), action));
    }

    private Uni<OutboxEntry> analyzeOrg(Migration migration) {
        return credentials.forTransport(migration).flatMap(token -> throughputs.measured()
                .flatMap(measured -> entry(Topics.ANALYSIS_COMMANDS, new AnalyzeOrg(migration.id(),
                        migration.organizationId(), migration.analysis().number(), migration.instanceUrl(), token,
                        measured))));
    }

    private Uni<OutboxEntry> importObject(Migration migration, String object) {
        return assignments.get(migration.id(), object)
                .flatMap(assignment -> credentials.forTransport(migration)
                        .map(token -> new Source(migration.analysis().org().orgId(), migration.instanceUrl(),
                                migration.analysis().org().apiVersion(), token))
                        .flatMap(source -> entry(Topics.IMPORT_COMMANDS, assignment.command(migration, source))));
    }

    private Uni<OutboxEntry> entry(String topic, MigrationMessage message) {
        return Uni.createFrom().item(OutboxEntry.of(topic, SOURCE, message, json));
    }

    private static Progress announcement(Migration migration, ProgressType type) {
        Totals totals = Totals.of(migration.run());
        return new Progress(migration.id(), migration.sequence(), migration.updatedAt(), type, null,
                migration.status().wire(), null, totals.recordsTotal(), totals.recordsProcessed(),
                totals.ledger().imported(), totals.ledger().updated(), totals.ledger().unchanged(),
                totals.ledger().merged(), totals.ledger().skipped(), totals.ledger().failed(),
                totals.recordsPerSecond(), null, null, migration.error());
    }

    /** The object's own sequence counts this message, too. */
    private static Progress objectAnnouncement(Migration migration, Effect effect) {
        ObjectRun object = migration.run().object(effect.object());
        return new Progress(migration.id(), object.sequence(), migration.updatedAt(), effect.announcement(),
                object.object(), object.status().wire(), object.wave(), object.recordsTotal(),
                object.recordsProcessed(), object.ledger().imported(), object.ledger().updated(),
                object.ledger().unchanged(), object.ledger().merged(), object.ledger().skipped(),
                object.ledger().failed(), 0, null, null, object.error());
    }
}
