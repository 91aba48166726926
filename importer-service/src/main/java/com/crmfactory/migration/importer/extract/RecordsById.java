package com.crmfactory.migration.importer.extract;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reads certain records again, 1,000 at most; those that Salesforce no longer delivers are simply not there. */
public final class RecordsById {
    private RecordsById() {
    }

    /** All of them as one page, in as few calls as a query of them is short enough. */
    public static Uni<RecordPage> of(SalesforceOrg org, Soql soql, List<String> ids) {
        return read(org, soql, ids).map(records -> new RestRecords(new QueryPage(records.size(), true, null, records),
                soql.fields()));
    }

    private static Uni<List<JsonNode>> read(SalesforceOrg org, Soql soql, List<String> ids) {
        Soql some = soql.of(ids);
        if (ids.size() > 1 && some.text().length() > SalesforceOrg.MOST_SOQL) {
            int half = ids.size() / 2;
            return Multi.createFrom().items(ids.subList(0, half), ids.subList(half, ids.size()))
                    .onItem().transformToUniAndConcatenate(part -> read(org, soql, part))
                    .collect().in(ArrayList::new, List::addAll);
        }
        // Wide records come in smaller pages.
        return AllRecords.of(org, some.all() ? org.queryAll(some.text()) : org.query(some.text()))
                .map(AllRecords::records);
    }
}
