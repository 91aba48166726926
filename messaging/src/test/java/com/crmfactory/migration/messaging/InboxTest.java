package com.crmfactory.migration.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.ImportCommand;
import com.crmfactory.migration.model.message.ImportCommand.ValidateImport;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.vertx.pgclient.PgException;

/** What becomes of a record: taken, or refused, which the channel's failure strategy turns into a dead letter. */
class InboxTest {
    private static final String CE_TYPE = "com.crmfactory.migration.validate_import.v1";
    private static final ValidateImport COMMAND = new ValidateImport("mig_01JD5Z8YQ2N7R4T6V9W3X1ABCD", "org", 4, 5);
    private static final String PAYLOAD = """
                                          {"migration_id":"mig_01JD5Z8YQ2N7R4T6V9W3X1ABCD","organization_id":"org","run":4,"validation":5}""";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Departure departure = new Departure();
    private final Inbox inbox = new Inbox(WireFormat.mapper(), departure);
    private final List<String> fate = new ArrayList<>();
    private final List<Throwable> reasons = new ArrayList<>();
    private final List<ImportCommand> handled = new ArrayList<>();

    @Test
    void acknowledgesARecordOnceItIsHandled() {
        CompletableFuture<Void> work = new CompletableFuture<>();
        CompletableFuture<Void> taken = inbox.handle(record(CE_TYPE, PAYLOAD), ImportCommand.TYPES, command -> {
            handled.add(command);
            return Uni.createFrom().completionStage(work);
        }).subscribeAsCompletionStage();

        assertThat(handled).containsExactly(COMMAND);
        assertThat(fate).as("before the work is done").isEmpty();
        work.complete(null);
        assertThat(taken).succeedsWithin(PATIENCE);
        assertThat(fate).containsExactly("acknowledged");
    }

    /** Pools and containers are closed under the handler then; the record is as good as before. */
    @Test
    void aRecordWhoseHandlerFailsWhileTheProcessEndsIsLeftToBeDeliveredAgain() {
        departure.note(null);
        CompletableFuture<Void> taken = inbox.handle(record(CE_TYPE, PAYLOAD), ImportCommand.TYPES,
                command -> Uni.createFrom().failure(new IllegalStateException("the container is shut down")))
                .subscribeAsCompletionStage();

        assertThat(taken).isNotDone();
        assertThat(fate).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "no json", "null", "[]", "7", "{}", "{\"migration_id\":\"secret\",",
            "{\"migration_id\":\"m\",\"organization_id\":\"o\",\"run\":\"secret\",\"validation\":1}",
            "{\"migration_id\":\"m\",\"organization_id\":null,\"run\":1,\"validation\":1}",
            "{\"migration_id\":\"m\",\"organization_id\":\"o\",\"run\":null,\"validation\":1}"})
    void refusesAValueThatBreaksTheSchemaWithoutQuotingIt(String payload) {
        handle(CE_TYPE, payload, command -> Uni.createFrom().voidItem());

        assertThat(handled).isEmpty();
        assertThat(fate).containsExactly("refused");
        assertThat(reasons).singleElement().isInstanceOfSatisfying(UndecodableMessage.class,
                e -> assertThat(e).hasNoCause().hasMessageContaining("validate_import").message()
                        .doesNotContain("secret"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "validate_import", "com.crmfactory.migration.validate_import.v2",
            "com.crmfactory.migration.analyze_org.v1"})
    void refusesTypesThatAreNotForIt(String ceType) {
        handle(ceType, PAYLOAD, command -> Uni.createFrom().voidItem());

        assertThat(handled).isEmpty();
        assertThat(fate).containsExactly("refused");
        assertThat(reasons).singleElement().isInstanceOf(UndecodableMessage.class);
    }

    @Test
    void keepsARecordInHandUntilTheDatabaseIsBack() {
        handle(CE_TYPE, PAYLOAD, command -> handled.size() < 3
                ? Uni.createFrom().failure(handled.size() == 1
                        ? new ConnectException("Connection refused")
                        : new PgException("the database system is starting up", "FATAL", "57P03", null))
                : Uni.createFrom().voidItem());

        assertThat(handled).containsExactly(COMMAND, COMMAND, COMMAND);
        assertThat(fate).containsExactly("acknowledged");
    }

    @Test
    void refusesARecordThatAHandlerFailsOn() {
        IllegalStateException bug = new IllegalStateException("impossible");

        handle(CE_TYPE, PAYLOAD, command -> Uni.createFrom().failure(bug));

        assertThat(handled).hasSize(1);
        assertThat(fate).containsExactly("refused");
        assertThat(reasons).containsExactly(bug);
    }

    @Test
    void refusesARecordThatAHandlerThrowsOn() {
        IllegalStateException bug = new IllegalStateException("impossible");

        handle(CE_TYPE, PAYLOAD, command -> {
            throw bug;
        });

        assertThat(fate).containsExactly("refused");
        assertThat(reasons).containsExactly(bug);
    }

    @Test
    void refusesARecordWhoseRetryMeetsABug() {
        handle(CE_TYPE, PAYLOAD, command -> Uni.createFrom()
                .failure(handled.size() == 1 ? new ConnectException() : new IllegalStateException("impossible")));

        assertThat(handled).hasSize(2);
        assertThat(fate).containsExactly("refused");
    }

    @Test
    void tellsWhoSentAMessage() {
        assertThat(Inbox.source(record(CE_TYPE, PAYLOAD))).isEqualTo("/gateway");
        assertThat(Inbox.source(Message.of(PAYLOAD))).isNull();
    }

    private void handle(String ceType, String payload, Function<ImportCommand, Uni<Void>> handler) {
        inbox.handle(record(ceType, payload), ImportCommand.TYPES, command -> {
            handled.add(command);
            return handler.apply(command);
        }).await().atMost(PATIENCE);
    }

    private Message<String> record(String ceType, String payload) {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(Topics.IMPORT_COMMANDS, 0, 0, "key", payload);
        record.headers().add("ce_source", "/gateway".getBytes(StandardCharsets.UTF_8));
        if (ceType != null) {
            record.headers().add("ce_type", ceType.getBytes(StandardCharsets.UTF_8));
        }
        return Message.of(payload, Metadata.of(new IncomingKafkaRecordMetadata<>(record, "commands")), () -> {
            fate.add("acknowledged");
            return CompletableFuture.completedFuture(null);
        }, reason -> {
            fate.add("refused");
            reasons.add(reason);
            return CompletableFuture.completedFuture(null);
        });
    }
}
