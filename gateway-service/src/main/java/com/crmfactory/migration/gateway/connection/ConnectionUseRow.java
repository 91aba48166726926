package com.crmfactory.migration.gateway.connection;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** That a migration takes its tokens from a connection, and the renewal that it waits for. */
@Entity
@Table(name = "connection_use")
class ConnectionUseRow {
    @Id
    @Column(name = "migration_id")
    String migrationId;
    @Column(name = "connection_id")
    String connectionId;
    @Column(name = "connection_revision")
    long connectionRevision;
    @Column(name = "refused_revision")
    Long refusedRevision;
    @Column(name = "attempt_at")
    Instant attemptAt;
    int attempts;
    @Column(name = "renewed_at")
    Instant renewedAt;
    @Column(name = "renewed_at_work")
    long renewedAtWork;
}
