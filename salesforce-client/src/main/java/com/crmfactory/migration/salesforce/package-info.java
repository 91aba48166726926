/**
 * All that we know about talking to Salesforce: tokens, describe, query, Bulk 2.0, limits, errors. Knows no CRM, no
 * Kafka and no database. Nothing here writes to the source org; the only things created in it are Bulk query jobs.
 */
package com.crmfactory.migration.salesforce;
