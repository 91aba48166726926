package com.crmfactory.migration.gateway.store;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** One line of the audit trail; never changed. */
@Entity
@Immutable
@Table(name = "audit")
class AuditRow {
    @Id
    String id;
    @Column(name = "organization_id")
    UUID organizationId;
    String subject;
    String action;
    String actor;
    @Column(name = "actor_name")
    String actorName;
    @Column(name = "remote_address")
    String remoteAddress;
    @Column(name = "status_before")
    String statusBefore;
    @Column(name = "status_after")
    String statusAfter;
    @Column(name = "trace_id")
    String traceId;
    Instant at;
}
