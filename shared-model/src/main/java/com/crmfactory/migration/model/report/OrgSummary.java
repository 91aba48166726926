package com.crmfactory.migration.model.report;

/**
 * The Salesforce org as it introduced itself.
 *
 * @param orgId
 *            18-character organization id
 * @param apiVersion
 *            the version that every later call uses, e.g. {@code 67.0}
 */
public record OrgSummary(String orgId, String orgName, String edition, boolean isSandbox, String apiVersion) {
}
