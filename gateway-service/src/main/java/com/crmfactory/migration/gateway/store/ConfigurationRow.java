package com.crmfactory.migration.gateway.store;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;

/** The configuration that a user stored. */
@Entity
@Table(name = "configuration")
class ConfigurationRow {
    @Id
    @Column(name = "migration_id")
    String migrationId;
    /** JSON. */
    @ColumnTransformer(read = Json.READ_DOCUMENT, write = Json.WRITE)
    String document;
    @Column(name = "updated_at")
    Instant updatedAt;
}
