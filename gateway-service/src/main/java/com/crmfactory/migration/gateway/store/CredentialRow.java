package com.crmfactory.migration.gateway.store;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The credentials of a migration, sealed under the storage key. */
@Entity
@Table(name = "credentials")
class CredentialRow {
    @Id
    @Column(name = "migration_id")
    String migrationId;
    @Column(name = "sealed_token")
    String sealedToken;
    long revision;
    @Column(name = "created_at")
    Instant createdAt;
}
