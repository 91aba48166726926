package com.crmfactory.migration.analyzer.org;

import java.util.List;

import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.OrgSummary;

/**
 * What will be analysed; stored before the work begins, so that it stays the same whatever crashes.
 *
 * @param objectsShown
 *            number of objects that describeGlobal lists
 * @param countsRefused
 *            the user may not read the snapshot of record counts
 * @param callsPredicted
 *            API calls that the whole analysis will take, those already made included
 */
public record Scope(OrgSummary org, List<Planned> objects, List<LeftOut> leftOut, List<String> hidden,
        int objectsShown, boolean countsRefused, long callsPredicted) {

    public Scope {
        objects = List.copyOf(objects);
        leftOut = List.copyOf(leftOut);
        hidden = List.copyOf(hidden);
    }

    /**
     * An object to analyse, as describeGlobal shows it.
     *
     * @param count
     *            its number of records if that is already known; null if it has to be counted
     * @param snapshot
     *            what Salesforce's own snapshot says, of some time ago; null if it does not name the object
     */
    public record Planned(String object, String label, boolean custom, String keyPrefix, Long count, Long snapshot) {

        /** The best number that is known without another question; 0 if there is none. */
        public long size() {
            return count != null ? count : snapshot != null ? snapshot : 0;
        }
    }
}
