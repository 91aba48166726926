package com.crmfactory.migration.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import com.crmfactory.migration.model.message.MigrationMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/**
 * Takes messages from Kafka. A record is acknowledged once it is handled; one that cannot be understood, or that a
 * handler refuses, is dead-lettered and the consumer goes on. While the database is away the record stays in hand and
 * the partition is paused, so nothing is lost and nothing piles up. What fails while the process ends is neither
 * acknowledged nor dead-lettered: it is delivered again.
 */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ObjectMapper json;
    private final Departure departure;

    public Inbox(ObjectMapper json, Departure departure) {
        this.json = json;
        this.departure = departure;
    }

    /** For a method {@code @Incoming Uni<Void> on(Message<String>)} whose channel dead-letters what is refused. */
    public <T extends MigrationMessage> Uni<Void> handle(Message<String> message,
            Map<String, Class<? extends T>> types, Function<T, Uni<Void>> handler) {
        T decoded;
        try {
            decoded = decode(message, types);
        } catch (UndecodableMessage e) {
            LOG.errorf("A record goes to the dead letters: %s", e.getMessage());
            return Uni.createFrom().completionStage(() -> message.nack(e));
        }
        Traceparent.of(header(message, Traceparent.HEADER)).activate();
        // A repeated attempt runs where the first one did; Hibernate Reactive's sessions live on that context.
        return Uni.createFrom().deferred(() -> handler.apply(decoded)).runSubscriptionOn(PresentContext.executor())
                .onFailure(Outage::isBehind).invoke(e -> LOG.warnf("%s waits: %s", decoded.type(), e.toString()))
                .onFailure(Outage::isBehind).retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely()
                .onItemOrFailure().transformToUni((done, failure) -> conclude(message, decoded, failure));
    }

    /** The sender of the message, {@code ce_source}; null if there is none. */
    public static String source(Message<?> message) {
        return header(message, "ce_source");
    }

    private <T extends MigrationMessage> T decode(Message<String> message, Map<String, Class<? extends T>> types) {
        String ceType = header(message, "ce_type");
        String type = OutboxEntry.messageType(ceType);
        Class<? extends T> decodes = type == null ? null : types.get(type);
        if (decodes == null) {
            throw new UndecodableMessage("its type '" + ceType + "' is not known here", null);
        }
        if (message.getPayload() == null) {
            throw new UndecodableMessage("a " + type + " without a value", null);
        }
        try {
            T decoded = json.readValue(message.getPayload(), decodes);
            if (decoded == null) {
                throw new UndecodableMessage("a " + type + " whose value is null", null);
            }
            return decoded;
        } catch (JsonProcessingException e) {
            // The parser's own text may quote the payload.
            throw new UndecodableMessage("a " + type + " whose value breaks its schema (" + e.getClass().getSimpleName()
                    + ")", null);
        }
    }

    private Uni<Void> conclude(Message<String> message, MigrationMessage decoded, Throwable failure) {
        if (failure == null) {
            return Uni.createFrom().completionStage(message::ack);
        }
        if (departure.hasBegun()) {
            LOG.infof("%s of %s is left to whoever comes next", decoded.type(), decoded.subject());
            return Uni.createFrom().nothing();
        }
        LOG.errorf(failure, "%s of %s goes to the dead letters", decoded.type(), decoded.subject());
        return Uni.createFrom().completionStage(() -> message.nack(failure));
    }

    private static String header(Message<?> message, String name) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(record -> record.getHeaders().lastHeader(name))
                .map(Header::value).map(value -> new String(value, StandardCharsets.UTF_8)).orElse(null);
    }
}
