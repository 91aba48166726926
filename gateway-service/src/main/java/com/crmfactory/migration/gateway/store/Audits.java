package com.crmfactory.migration.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.f4b6a3.ulid.UlidCreator;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The audit trail. Every method needs a session, {@link #add} the transaction of the change. */
@ApplicationScoped
public class Audits implements PanacheRepositoryBase<AuditRow, String> {
    /** How ids begin. */
    public static final String PREFIX = "aud_";

    /**
     * Somebody changed something.
     *
     * @param subject
     *            id of what was changed
     * @param action
     *            snake_case, in the past or as asked for
     * @param statusBefore
     *            null where there is no status
     * @param traceId
     *            ties it to log lines and messages
     */
    public record Entry(String id, String organizationId, String subject, String action, String actor, String actorName,
            String remoteAddress, String statusBefore, String statusAfter, String traceId, Instant at) {

        /** A new id, later than all before. */
        public static String newId() {
            return PREFIX + UlidCreator.getMonotonicUlid();
        }
    }

    public Uni<Void> add(Entry entry) {
        AuditRow row = new AuditRow();
        row.id = entry.id();
        row.organizationId = UUID.fromString(entry.organizationId());
        row.subject = entry.subject();
        row.action = entry.action();
        row.actor = entry.actor();
        row.actorName = entry.actorName();
        row.remoteAddress = entry.remoteAddress();
        row.statusBefore = entry.statusBefore();
        row.statusAfter = entry.statusAfter();
        row.traceId = entry.traceId();
        row.at = entry.at();
        return persist(row).replaceWithVoid();
    }

    /** Newest first. */
    public Uni<List<Entry>> page(String organizationId, String subject, Optional<String> olderThan, int limit) {
        return find("organizationId = ?1 and subject = ?2 and id < ?3 order by id desc",
                UUID.fromString(organizationId), subject, olderThan.orElse(PREFIX + "~"))
                .range(0, limit - 1).list().map(rows -> rows.stream().map(Audits::read).toList());
    }

    private static Entry read(AuditRow row) {
        return new Entry(row.id, row.organizationId.toString(), row.subject, row.action, row.actor, row.actorName,
                row.remoteAddress, row.statusBefore, row.statusAfter, row.traceId, row.at);
    }
}
