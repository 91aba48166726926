package com.crmfactory.migration.model.report;

/**
 * A picklist value, how often it is used, and what it becomes.
 *
 * @param count
 *            records that hold it; null when it was not counted
 * @param target
 *            the CRM's value; null when nobody decided yet and the value is kept as it is
 */
public record PicklistValueReport(String value, Long count, String target) {
}
