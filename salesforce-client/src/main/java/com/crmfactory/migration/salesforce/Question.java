package com.crmfactory.migration.salesforce;

/**
 * One query of several that are asked in one call.
 *
 * @param queryAll
 *            with deleted, merged and archived records
 */
public record Question(String soql, boolean queryAll) {
}
