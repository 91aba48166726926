package com.crmfactory.migration.gateway.change;

import java.time.Duration;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import com.crmfactory.migration.gateway.access.Caller;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.MigrationEvent;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.store.Audits;
import com.crmfactory.migration.gateway.store.Claim;
import com.crmfactory.migration.gateway.store.Claims;
import com.crmfactory.migration.messaging.Traceparent;

import io.smallrye.mutiny.Uni;

/**
 * Writes down who changed what, in the transaction of the change: there is no change without its entry, and none for a
 * change that was rolled back. {@link Changes} does it for every change of a migration; whoever changes something else
 * calls {@link #note}.
 */
@ApplicationScoped
public class Trail {
    private final Audits audits;
    private final Claims claims;

    Trail(Audits audits, Claims claims) {
        this.audits = audits;
        this.claims = claims;
    }

    /**
     * Somebody changed what has no status.
     *
     * @param subject
     *            id of the migration or connection
     * @param action
     *            snake_case, e.g. {@code connection_deleted}; never holds a value
     */
    public Uni<Void> note(String organizationId, String subject, String action) {
        return write(organizationId, subject, action, null, null);
    }

    Uni<Void> created(Migration migration) {
        return write(migration.organizationId(), migration.id(), "migration_created", null,
                migration.status().wire());
    }

    /** What nobody asked for in person is noted where it changed the status; progress is no deed. */
    Uni<Void> changed(Migration before, MigrationEvent event, Migration after) {
        return Caller.current().isSystem() && before.status() == after.status()
                ? Uni.createFrom().voidItem()
                : write(after.organizationId(), after.id(), action(event), before.status().wire(),
                        after.status().wire());
    }

    /** {@code RunRequested} becomes {@code run_requested}. */
    static String action(MigrationEvent event) {
        return event.getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** A request whose Idempotency-Key another attempt has taken over must not change anything any more. */
    private Uni<Void> bound(String subject) {
        return Claim.current().map(claim -> claims.bind(claim, subject).invoke(still -> {
            if (!still) {
                throw Refusal.later(Status.CONFLICT, "idempotency_in_progress",
                        "Another request with this Idempotency-Key has taken over.", Duration.ofSeconds(1));
            }
        }).replaceWithVoid()).orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> write(String organizationId, String subject, String action, String before, String after) {
        Caller caller = Caller.current();
        return bound(subject).flatMap(bound -> audits
                .add(new Audits.Entry(Audits.Entry.newId(), organizationId, subject, action, caller.actor(),
                        caller.name(), caller.remoteAddress(), before, after, Traceparent.current().traceId(),
                        Changes.now())));
    }
}
