package com.crmfactory.migration.analyzer.org;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/** Reads a query to its end. Only for what is small by nature: setup data, groups of values. */
final class Rows {
    /** More setup data than any org has. Beyond it the rest stays unread and the cursor is given back. */
    private static final int MOST = 100_000;

    private Rows() {
    }

    static Uni<List<JsonNode>> all(SalesforceOrg org, Uni<QueryPage> first) {
        return first.chain(page -> rest(org, page, new ArrayList<>()));
    }

    private static Uni<List<JsonNode>> rest(SalesforceOrg org, QueryPage page, List<JsonNode> rows) {
        rows.addAll(page.records());
        if (page.nextRecordsUrl() == null) {
            return Uni.createFrom().item(rows);
        }
        if (rows.size() >= MOST) {
            org.closeCursor(page.nextRecordsUrl());
            return Uni.createFrom().item(rows);
        }
        return org.queryMore(page.nextRecordsUrl()).chain(next -> rest(org, next, rows));
    }
}
