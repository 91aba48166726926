package com.crmfactory.migration.gateway.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;

/** What the importer is told about an object. */
@Entity
@Table(name = "assignment")
@IdClass(ObjectKey.class)
class AssignmentRow {
    @Id
    @Column(name = "migration_id")
    String migrationId;
    @Id
    String object;
    /** JSON. */
    @ColumnTransformer(read = Json.READ_DOCUMENT, write = Json.WRITE)
    String document;
}
