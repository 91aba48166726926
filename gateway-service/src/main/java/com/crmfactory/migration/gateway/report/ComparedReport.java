package com.crmfactory.migration.gateway.report;

import java.time.Instant;

import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.model.report.ReportConclusion;

/** One of the two reports that are compared, without its objects. */
public record ComparedReport(String migrationId, OrgSummary org, Instant generatedAt, ReportConclusion conclusion) {
}
