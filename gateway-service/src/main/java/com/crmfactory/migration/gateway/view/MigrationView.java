package com.crmfactory.migration.gateway.view;

import java.time.Instant;
import java.util.List;

import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.PauseReason;
import com.crmfactory.migration.gateway.migration.Run;
import com.crmfactory.migration.gateway.migration.Totals;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.MigrationStatus;
import com.crmfactory.migration.model.report.OrgSummary;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The migration record.
 *
 * @param objects
 *            null, and then not written, where only the status is told
 */
public record MigrationView(String migrationId, String name, MigrationStatus status, PauseReason pauseReason,
        Instant resumeAt, String mode, String sfInstanceUrl, String sfOrgId, String sfOrgName, Boolean isSandbox,
        Instant createdAt, Instant updatedAt, Instant startedAt, Instant finishedAt, AnalysisView analysis,
        Integer readinessScore, ProgressView progress,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<ObjectView> objects, Failure error, long sequence) {
    private static final String FULL = "full";

    /** How far the analysis is. */
    public record AnalysisView(int objectsTotal, int objectsAnalyzed) {
    }

    public static MigrationView of(Migration migration) {
        OrgSummary org = migration.analysis().org();
        Run run = migration.run();
        return new MigrationView(migration.id(), migration.name(), migration.status(),
                migration.pause() == null ? null : migration.pause().reason(),
                migration.pause() == null ? null : migration.pause().resumeAt(), FULL, migration.instanceUrl(),
                org == null ? null : org.orgId(), org == null ? null : org.orgName(),
                org == null ? null : org.isSandbox(), migration.createdAt(), migration.updatedAt(), run.startedAt(),
                run.finishedAt(),
                new AnalysisView(migration.analysis().objectsTotal(), migration.analysis().objectsAnalyzed()),
                migration.analysis().readinessScore(), ProgressView.of(Totals.of(run)),
                run.objects().stream().map(ObjectView::of).toList(), migration.error(), migration.sequence());
    }

    /** For telling that the status changed. */
    public MigrationView withoutObjects() {
        return new MigrationView(migrationId, name, status, pauseReason, resumeAt, mode, sfInstanceUrl, sfOrgId,
                sfOrgName, isSandbox, createdAt, updatedAt, startedAt, finishedAt, analysis, readinessScore, progress,
                null, error, sequence);
    }
}
