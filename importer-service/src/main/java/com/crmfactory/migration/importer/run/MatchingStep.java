package com.crmfactory.migration.importer.run;

import com.crmfactory.migration.importer.extract.Extraction;
import com.crmfactory.migration.importer.extract.Halving;
import com.crmfactory.migration.importer.extract.Soql;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.salesforce.SalesforceOrg;

/** A step on one range of the look-out for duplicates. */
record MatchingStep(ObjectRun run, MatchingRange range, SalesforceOrg org) {

    /** The object with the columns that are read here. */
    ImportObject reduced() {
        return ReducedObject.of(run.command());
    }

    Extraction extraction() {
        return new Extraction(org, soql().within(range.range()));
    }

    Halving halving() {
        return new Halving(org, soql(), run.command().keyPrefix());
    }

    /** The query of the whole object. */
    private Soql soql() {
        return Soql.of(reduced().configuration(), run.command().options());
    }

    /** Where it goes on to read. */
    ImportPage page() {
        return new ImportPage(run.migrationId(), run.object(), run.id().toString(), run.attempt(), 0, range.jobId(),
                range.locator(), run.command().source().apiVersion());
    }
}
