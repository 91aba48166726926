package com.crmfactory.migration.gateway.store;

import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;

import com.crmfactory.migration.messaging.OutboxEntry;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The outbox, written in the session that holds the state: both are there or neither. */
@ApplicationScoped
public class StoredMessages {
    private static final String INSERT = """
                                         insert into migration.outbox (topic, message_key, ce_id, ce_type, ce_source, ce_subject, ce_time, traceparent, payload)
                                         values (:topic, :key, :id, :type, :source, :subject, :time, :trace, :payload)""";

    public Uni<Void> add(List<OutboxEntry> entries) {
        return Panache.getSession().flatMap(session -> Multi.createFrom().iterable(entries)
                .onItem().transformToUniAndConcatenate(entry -> insert(session, entry))
                .onItem().ignoreAsUni());
    }

    private static Uni<Integer> insert(Mutiny.Session session, OutboxEntry entry) {
        return session.createNativeQuery(INSERT).setParameter("topic", entry.topic())
                .setParameter("key", entry.key()).setParameter("id", entry.ceId())
                .setParameter("type", entry.ceType()).setParameter("source", entry.ceSource())
                .setParameter("subject", entry.ceSubject())
                .setParameter("time", entry.ceTime().atOffset(ZoneOffset.UTC))
                .setParameter("trace", entry.traceparent()).setParameter("payload", entry.payload())
                .executeUpdate();
    }
}
