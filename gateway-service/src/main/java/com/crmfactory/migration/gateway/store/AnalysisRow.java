package com.crmfactory.migration.gateway.store;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;

/** The readiness report without its objects. */
@Entity
@Table(name = "analysis")
class AnalysisRow {
    @Id
    @Column(name = "migration_id")
    String migrationId;
    /** JSON. */
    @ColumnTransformer(read = Json.READ_CONCLUSION, write = Json.WRITE)
    String conclusion;
    @Column(name = "generated_at")
    Instant generatedAt;
}
