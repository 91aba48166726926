package com.crmfactory.migration.importer.extract;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.SObject;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/** The prices of the standard price book, read along with the products. */
public final class StandardPriceList {
    private static final Set<String> NEEDED = Set.of("PricebookEntry", "Pricebook2");
    /** Active entries last, so that they win where an org has several currencies or old entries. */
    private static final String SOQL = "SELECT Product2Id, UnitPrice FROM PricebookEntry"
            + " WHERE Pricebook2.IsStandard = true ORDER BY IsActive, Id";

    private StandardPriceList() {
    }

    /**
     * What was read.
     *
     * @param byProduct
     *            product id to price, a decimal number
     * @param calls
     *            calls to Salesforce that it took
     */
    public record Prices(Map<String, String> byProduct, int calls) {
    }

    /** Asks only an org that shows price books. */
    public static Uni<Prices> of(SalesforceOrg org) {
        return org.describeGlobal().flatMap(global -> global.sobjects().stream().filter(SObject::queryable)
                .map(SObject::name).collect(Collectors.toSet()).containsAll(NEEDED)
                        ? org.query(SOQL).flatMap(page -> collect(org, page, new Prices(new TreeMap<>(), 2)))
                        : Uni.createFrom().item(new Prices(Map.of(), 1)));
    }

    private static Uni<Prices> collect(SalesforceOrg org, QueryPage page, Prices prices) {
        for (JsonNode entry : page.records()) {
            if (entry.hasNonNull("Product2Id") && entry.hasNonNull("UnitPrice")) {
                prices.byProduct().put(entry.get("Product2Id").asText(), entry.get("UnitPrice").asText());
            }
        }
        return page.nextRecordsUrl() == null
                ? Uni.createFrom().item(prices)
                : org.queryMore(page.nextRecordsUrl())
                        .flatMap(next -> collect(org, next, new Prices(prices.byProduct(), prices.calls() + 1)));
    }
}
