package com.crmfactory.migration.importer.load;

import java.util.UUID;

/**
 * Where rows go and whose they are.
 *
 * @param sfOrgId
 *            the Salesforce org that they come from
 * @param replaceOtherOrg
 *            rows that came from another Salesforce org may be overwritten
 */
public record Destination(UUID organizationId, String migrationId, String sfOrgId, boolean replaceOtherOrg) {
}
