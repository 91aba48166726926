package com.crmfactory.migration.model.report;

/**
 * Who owns the records.
 *
 * @param total
 *            users of the org
 * @param inactive
 *            users who left
 * @param queues
 *            groups that own records
 * @param unmatched
 *            owners for whom the CRM has nobody
 */
public record Owners(long total, long inactive, long queues, long unmatched) {
}
