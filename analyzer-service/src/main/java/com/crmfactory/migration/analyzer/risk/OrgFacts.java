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
 * @param files
 *            kind of file or note to its number of records
 * @param multiCurrency
 *            an object has a currency of its own for each record
 * @param countsRefused
 *            the user may not read the snapshot of record counts
 * @param queues
 *            queue id to name
 * @param budget
 *            what the org has left, and what the analysis took
 */
public record OrgFacts(OrgSummary org, int objectsShown, List<String> hiddenObjects, List<LeftOut> leftOut,
        Map<String, Long> files, boolean multiCurrency, boolean countsRefused, Owners owners, Ownership ownership,
        Map<String, String> queues, Automation automation, Budget budget) {

    /**
     * Allowances are null if the org did not say.
     *
     * @param apiCalls
     *            API requests left for 24 hours
     * @param bulkJobs
     *            Bulk query jobs left for 24 hours
     * @param bulkMegabytes
     *            Bulk query results left for 24 hours
     * @param analysisCalls
     *            API calls of this analysis
     * @param analysisCallsPredicted
     *            what it had predicted
     * @param recordsPerSecond
     *            what this installation has measured in earlier runs, by object
     */
    public record Budget(Long apiCalls, Long bulkJobs, Long bulkMegabytes, long analysisCalls,
            long analysisCallsPredicted, Map<String, Double> recordsPerSecond) {
    }
}
