package com.crmfactory.migration.analyzer.mapping;

import java.util.Map;

import com.crmfactory.migration.analyzer.mapping.FieldDecision.Place;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.target.TargetTable;
import com.crmfactory.migration.salesforce.Field;

/** The fields of a price book's entries, of which the CRM keeps one price for each product. */
final class PriceRules {
    private static final Map<String, String> HARMLESS = Map.of(
            "Id", "the price becomes a value of its product, not a record",
            "Product2Id", "tells which product the price belongs to",
            "Pricebook2Id", "tells the standard price book's prices from the others",
            "IsActive", "of several prices for a product, an active one goes first",
            "Name", "the product's own name",
            "ProductCode", "the product's own code",
            "StockKeepingUnit", "the product's own",
            "UseStandardPrice", "only said of the prices of other price books");
    private static final String PRICE = "unit_price";
    private static final String LAST_PRICE = "one price for each product: of several currencies the newest active entry's";

    private PriceRules() {
    }

    static FieldDecision decide(Field field, String object, TargetTable table) {
        return StandardFields.home(object, field.name(), table).filter(home -> home.column().equals(PRICE))
                .map(home -> new FieldDecision(field, Place.COLUMN, home, Transform.NUMBER, FieldStatus.PARTIAL, 1.0,
                        Reasons.of(object, field, home, Transform.NUMBER, table)))
                .orElseGet(() -> left(field));
    }

    private static FieldDecision left(Field field) {
        if (field.name().equals("CurrencyIsoCode")) {
            return FieldDecision.left(field, LAST_PRICE);
        }
        return field.custom()
                ? FieldDecision.left(field, "the entries of price books are not kept as records")
                : FieldDecision.harmless(field, HARMLESS.getOrDefault(field.name(),
                        "Salesforce's own bookkeeping of the entry"));
    }
}
