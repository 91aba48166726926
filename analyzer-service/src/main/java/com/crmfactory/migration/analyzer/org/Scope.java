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
 */
public record Scope(OrgSummary org, List<Planned> objects, List<LeftOut> leftOut, List<String> hidden,
        int objectsShown, boolean countsRefused) {

    public Scope {
        objects = List.copyOf(objects);
        leftOut = List.copyOf(leftOut);
        hidden = List.copyOf(hidden);
    }

    /**
     * An object to analyse.
     *
     * @param count
     *            its number of records if that is already known; null if it has to be counted
     */
    public record Planned(String object, Long count) {
    }
}
