package com.crmfactory.migration.salesforce;

/**
 * A page of a finished Bulk job, for fetching several at once.
 *
 * @param locator
 *            for {@link SalesforceOrg#results}; null for the first page
 */
public record ResultPageLink(String locator) {
}
