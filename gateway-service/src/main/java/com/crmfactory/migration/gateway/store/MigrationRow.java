package com.crmfactory.migration.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import com.crmfactory.migration.gateway.migration.Analysis;
import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.Pause;
import com.crmfactory.migration.gateway.migration.PauseReason;
import com.crmfactory.migration.gateway.migration.Run;
import com.crmfactory.migration.model.MigrationStatus;
import com.crmfactory.migration.model.report.OrgSummary;

/** A migration as it is stored, without its objects. */
@Entity
@Table(name = "migration")
class MigrationRow {
    @Id
    String id;
    @Column(name = "organization_id")
    UUID organizationId;
    String name;
    @Column(name = "instance_url")
    String instanceUrl;
    @Column(name = "credential_revision")
    long credentialRevision;
    @Column(name = "control_revision")
    long controlRevision;
    String status;
    @Column(name = "pause_reason")
    String pauseReason;
    @Column(name = "resume_at")
    Instant resumeAt;
    @Column(name = "sf_org_id")
    String sfOrgId;
    @Column(name = "sf_org_name")
    String sfOrgName;
    @Column(name = "sf_edition")
    String sfEdition;
    @Column(name = "is_sandbox")
    Boolean sandbox;
    @Column(name = "api_version")
    String apiVersion;
    int analysis;
    @Column(name = "objects_total")
    int objectsTotal;
    @Column(name = "objects_analyzed")
    int objectsAnalyzed;
    @Column(name = "readiness_score")
    Integer readinessScore;
    int run;
    int validation;
    @Column(name = "started_at")
    Instant startedAt;
    @Column(name = "finished_at")
    Instant finishedAt;
    @Embedded
    FailureColumns error;
    @Column(name = "created_at")
    Instant createdAt;
    @Column(name = "updated_at")
    Instant updatedAt;
    long sequence;

    static MigrationRow of(Migration migration) {
        MigrationRow row = new MigrationRow();
        row.id = migration.id();
        row.organizationId = UUID.fromString(migration.organizationId());
        row.createdAt = migration.createdAt();
        row.write(migration);
        return row;
    }

    void write(Migration migration) {
        name = migration.name();
        instanceUrl = migration.instanceUrl();
        credentialRevision = migration.credentialRevision();
        controlRevision = migration.controlRevision();
        status = migration.status().wire();
        pauseReason = migration.pause() == null ? null : migration.pause().reason().wire();
        resumeAt = migration.pause() == null ? null : migration.pause().resumeAt();
        writeAnalysis(migration.analysis());
        run = migration.run().number();
        validation = migration.run().validation();
        startedAt = migration.run().startedAt();
        finishedAt = migration.run().finishedAt();
        error = FailureColumns.of(migration.error());
        updatedAt = migration.updatedAt();
        sequence = migration.sequence();
    }

    private void writeAnalysis(Analysis now) {
        analysis = now.number();
        objectsTotal = now.objectsTotal();
        objectsAnalyzed = now.objectsAnalyzed();
        readinessScore = now.readinessScore();
        if (now.org() != null) {
            sfOrgId = now.org().orgId();
            sfOrgName = now.org().orgName();
            sfEdition = now.org().edition();
            sandbox = now.org().isSandbox();
            apiVersion = now.org().apiVersion();
        }
    }

    Migration read(List<ObjectRow> objects) {
        OrgSummary org = sfOrgId == null
                ? null
                : new OrgSummary(sfOrgId, sfOrgName, sfEdition, sandbox, apiVersion);
        Pause pause = pauseReason == null
                ? null
                : new Pause(PauseReason.valueOf(pauseReason.toUpperCase(Locale.ROOT)), resumeAt);
        return new Migration(id, organizationId.toString(), name, instanceUrl, credentialRevision, controlRevision,
                MigrationStatus.valueOf(status.toUpperCase(Locale.ROOT)), pause,
                new Analysis(analysis, org, objectsTotal, objectsAnalyzed, readinessScore),
                new Run(run, validation, startedAt, finishedAt, objects.stream().map(ObjectRow::read).toList()),
                FailureColumns.read(error), createdAt, updatedAt, sequence);
    }
}
