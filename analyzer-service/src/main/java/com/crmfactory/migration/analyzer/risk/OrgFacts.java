package com.crmfactory.migration.analyzer.risk;

import java.util.List;
import java.util.Map;

import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.model.report.Owners;

/**
 * What was read about the org as a whole.
 *
 * @param objectsShown
 *            number of objects that describeGlobal lists
 * @param hiddenObjects
 *            objects that would be migrated but are not shown to this user
 * @param leftOut
 *            objects that are not analysed
 * @param refused
 *            objects that Salesforce lists but does not let this user read, each with what it said
 * @param files
 *            kind of file or note to its number of records
 * @param multiCurrency
 *            an object has a currency of its own for each record
 * @param archived
 *            activity object to its number of archived records
 * @param duplicateEmails
 *            object to its number of e-mail addresses that several records share
 * @param countsRefused
 *            the user may not read the snapshot of record counts
 * @param callsRemaining
 *            API requests that the org has left for 24 hours; null if it did not say
 * @param bulkJobsRemaining
 *            Bulk query jobs likewise
 */
public record OrgFacts(OrgSummary org, int objectsShown, List<String> hiddenObjects, List<LeftOut> leftOut,
        Map<String, String> refused, Map<String, Long> files, boolean multiCurrency, Map<String, Long> archived,
        Map<String, Long> duplicateEmails,
        boolean countsRefused, Owners owners, long ownersWithoutEmail, Map<String, String> queues,
        Automation automation, Long callsRemaining, Long bulkJobsRemaining) {
}
