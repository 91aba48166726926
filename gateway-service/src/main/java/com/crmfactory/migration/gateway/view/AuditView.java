package com.crmfactory.migration.gateway.view;

import java.time.Instant;

import com.crmfactory.migration.gateway.store.Audits;

/** One line of the audit trail. */
public record AuditView(String id, Instant at, String action, String actor, String actorName, String remoteAddress,
        String statusBefore, String statusAfter, String traceId) {

    public static AuditView of(Audits.Entry entry) {
        return new AuditView(entry.id(), entry.at(), entry.action(), entry.actor(), entry.actorName(),
                entry.remoteAddress(), entry.statusBefore(), entry.statusAfter(), entry.traceId());
    }
}
