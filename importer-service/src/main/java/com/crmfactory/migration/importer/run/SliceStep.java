package com.crmfactory.migration.importer.run;

import com.crmfactory.migration.importer.extract.Extraction;
import com.crmfactory.migration.importer.extract.Soql;
import com.crmfactory.migration.salesforce.SalesforceOrg;

/**
 * A step on one slice.
 *
 * @param org
 *            counts the calls of this step
 */
record SliceStep(ObjectRun run, Slice slice, SalesforceOrg org) {

    /** The query of the whole object. */
    Soql soql() {
        return Soql.of(run.command().configuration(), run.command().options());
    }

    Extraction extraction() {
        return new Extraction(org, soql().within(slice.range()), run.columnGroups());
    }

    /** What the step changes in any case. */
    Change change() {
        return Change.none().set("api_calls", run.apiCalls() + org.usage().calls());
    }

    /** The step that reads on in the list of the slice's pages. */
    SliceStep listedTo(String pageList) {
        return new SliceStep(run, slice.listedTo(pageList), org.counting());
    }

    /** The same whose calls another counts. */
    SliceStep by(SalesforceOrg counting) {
        return new SliceStep(run, slice, counting);
    }
}
