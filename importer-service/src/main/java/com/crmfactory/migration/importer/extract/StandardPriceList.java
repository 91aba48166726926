package com.crmfactory.migration.importer.extract;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
                        ? AllRecords.of(org, org.query(SOQL)).map(StandardPriceList::prices)
                        : Uni.createFrom().item(new Prices(Map.of(), 1)));
    }

    private static Prices prices(AllRecords entries) {
        Map<String, String> prices = new TreeMap<>();
        for (JsonNode entry : entries.records()) {
            if (entry.hasNonNull("Product2Id") && entry.hasNonNull("UnitPrice")) {
                prices.put(entry.get("Product2Id").asText(), entry.get("UnitPrice").asText());
            }
        }
        // One more for the list of the org's objects.
        return new Prices(prices, entries.calls() + 1);
    }
}
