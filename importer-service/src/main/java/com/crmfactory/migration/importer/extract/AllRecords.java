package com.crmfactory.migration.importer.extract;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/**
 * What a REST query delivers, all its pages together: for few records, since they are held in memory.
 *
 * @param calls
 *            calls to Salesforce that it took, one per page
 */
record AllRecords(List<JsonNode> records, int calls) {

    /**
     * @throws SalesforceException
     *             {@code sf_query_incomplete}, transient, if fewer or more arrive than the query has
     */
    static Uni<AllRecords> of(SalesforceOrg org, Uni<QueryPage> first) {
        return first.flatMap(page -> rest(org, page, new ArrayList<>(), 1));
    }

    private static Uni<AllRecords> rest(SalesforceOrg org, QueryPage page, List<JsonNode> read, int calls) {
        read.addAll(page.records());
        if (page.nextRecordsUrl() != null) {
            return org.queryMore(page.nextRecordsUrl()).flatMap(next -> rest(org, next, read, calls + 1));
        }
        return read.size() == page.totalSize()
                ? Uni.createFrom().item(new AllRecords(read, calls))
                : Uni.createFrom().failure(incomplete(page.totalSize(), read.size()));
    }

    static SalesforceException incomplete(long promised, long delivered) {
        return SalesforceException.of("sf_query_incomplete", FailureType.TRANSIENT, "Salesforce promised " + promised
                + " records of a query and delivered " + delivered + ".", "The query is asked again.");
    }
}
