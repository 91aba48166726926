package com.crmfactory.migration.importer.extract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.crmfactory.migration.salesforce.GlobalDescribe;
import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.SObject;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The prices of the standard price book, read along with the products: one page of them is in memory. */
public final class StandardPriceList {
    private static final Set<String> NEEDED = Set.of("PricebookEntry", "Pricebook2");
    /**
     * Product by product, so that each is told once. Active entries last, so that they win where an org has several
     * currencies or old entries.
     */
    private static final String SOQL = "SELECT Product2Id, UnitPrice FROM PricebookEntry"
            + " WHERE Pricebook2.IsStandard = true ORDER BY Product2Id, IsActive, Id";

    private final SalesforceOrg org;
    private final Function<Map<String, String>, Uni<Void>> taker;
    /** Where the list goes on; null before its beginning and after its end. */
    private String next;
    private long read;
    /** The first is for the list of the org's objects. */
    private int calls = 1;
    /** The last product so far, which may go on with the next page, and its price. */
    private String product;
    private String price;

    private StandardPriceList(SalesforceOrg org, Function<Map<String, String>, Uni<Void>> taker) {
        this.org = org;
        this.taker = taker;
    }

    /**
     * Asks only an org that shows price books, and for further prices only when those before are taken.
     *
     * @param taker
     *            gets some of the prices at a time, decimal numbers by product id; each product comes once
     * @return calls to Salesforce that it took
     * @throws SalesforceException
     *             {@code sf_query_incomplete}, transient, if fewer or more arrive than the query has; told at its end
     */
    public static Uni<Integer> read(SalesforceOrg org, Function<Map<String, String>, Uni<Void>> taker) {
        return Uni.createFrom().deferred(() -> new StandardPriceList(org, taker).read());
    }

    private Uni<Integer> read() {
        return org.describeGlobal()
                .flatMap(global -> hasPriceBooks(global) ? pages() : Uni.createFrom().voidItem())
                .map(done -> calls);
    }

    private static boolean hasPriceBooks(GlobalDescribe global) {
        return global.sobjects().stream().filter(SObject::queryable).map(SObject::name).collect(Collectors.toSet())
                .containsAll(NEEDED);
    }

    private Uni<Void> pages() {
        return Multi.createBy().repeating()
                .uni(() -> (next == null ? org.query(SOQL) : org.queryMore(next)).flatMap(this::take))
                .whilst(more -> more).onItem().ignoreAsUni().onTermination().invoke(this::close);
    }

    /** @return whether there are more */
    private Uni<Boolean> take(QueryPage page) {
        calls++;
        read += page.records().size();
        next = page.nextRecordsUrl();
        boolean more = next != null;
        if (!more && read != page.totalSize()) {
            return Uni.createFrom().failure(AllRecords.incomplete(page.totalSize(), read));
        }
        Map<String, String> prices = prices(page.records());
        return (prices.isEmpty() ? Uni.createFrom().voidItem() : taker.apply(prices)).replaceWith(more);
    }

    private Map<String, String> prices(List<JsonNode> entries) {
        Map<String, String> prices = new LinkedHashMap<>();
        if (product != null) {
            prices.put(product, price);
        }
        for (JsonNode entry : entries) {
            if (entry.hasNonNull("Product2Id") && entry.hasNonNull("UnitPrice")) {
                product = entry.get("Product2Id").asText();
                price = entry.get("UnitPrice").asText();
                prices.put(product, price);
            }
        }
        if (next != null) {
            prices.remove(product);
        }
        return prices;
    }

    /** Whatever kept the rest from being read: nobody will ask for it. */
    private void close() {
        if (next != null) {
            org.closeCursor(next);
        }
    }
}
