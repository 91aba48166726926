package com.crmfactory.migration.salesforce;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One page of a REST query, 2,000 records at most.
 *
 * @param totalSize
 *            records of the whole query, the same on every page
 * @param nextRecordsUrl
 *            for {@link SalesforceOrg#queryMore(String)}; null on the last page
 */
public record QueryPage(long totalSize, boolean done, String nextRecordsUrl, List<JsonNode> records) {

    public QueryPage {
        records = records == null ? List.of() : List.copyOf(records);
    }
}
