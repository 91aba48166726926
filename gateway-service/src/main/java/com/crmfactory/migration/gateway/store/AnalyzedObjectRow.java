package com.crmfactory.migration.gateway.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;

/** What the analysis delivered about one object. */
@Entity
@Table(name = "analysis_object")
@IdClass(ObjectKey.class)
class AnalyzedObjectRow {
    @Id
    @Column(name = "migration_id")
    String migrationId;
    @Id
    String object;
    /** JSON. */
    @ColumnTransformer(read = "cast(report as text)", write = Json.WRITE)
    String report;
    /** JSON. */
    @ColumnTransformer(read = "cast(suggestion as text)", write = Json.WRITE)
    String suggestion;
    /** JSON. */
    @Column(name = "custom_fields")
    @ColumnTransformer(read = "cast(custom_fields as text)", write = Json.WRITE)
    String customFields;
}
