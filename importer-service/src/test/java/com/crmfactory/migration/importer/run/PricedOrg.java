package com.crmfactory.migration.importer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.model.SalesforceId;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes an org with products and price books as a folder that the simulator serves. */
final class PricedOrg {
    private static final String STANDARD = id("01s", 1);
    private static final String PARTNERS = id("01s", 2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> products = new ArrayList<>(List.of("Id,Name"));
    private final List<String> entries = new ArrayList<>(List.of("Id,Pricebook2Id,Product2Id,UnitPrice,IsActive"));

    PricedOrg withProduct(int n) {
        products.add(id("01t", n) + ",P" + n);
        return this;
    }

    /** A price in the standard price book; ids rise from entry to entry. */
    PricedOrg withPrice(int product, String price, boolean active) {
        return with(STANDARD, product, price, active);
    }

    PricedOrg withPriceForPartners(int product, String price) {
        return with(PARTNERS, product, price, true);
    }

    private PricedOrg with(String book, int product, String price, boolean active) {
        entries.add(String.join(",", id("01u", entries.size()), book, id("01t", product), price,
                String.valueOf(active)));
        return this;
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("describe"));
        Files.createDirectories(folder.resolve("data"));
        JSON.writeValue(folder.resolve("organization.json").toFile(), Map.of("Id", OrgFiles.ORG_ID, "Name", "Priced"));
        object(folder, "Product2", "01t", products, List.of(field("Name", "string")));
        object(folder, "Pricebook2", "01s", List.of("Id,Name,IsStandard", STANDARD + ",Standard,true",
                PARTNERS + ",Partners,false"), List.of(field("Name", "string"), field("IsStandard", "boolean")));
        object(folder, "PricebookEntry", "01u", entries, List.of(reference("Pricebook2"), reference("Product2"),
                field("UnitPrice", "currency"), field("IsActive", "boolean")));
        return folder;
    }

    private static String id(String prefix, int n) {
        return SalesforceId.parse(prefix + "5g00000%05d".formatted(n)).orElseThrow().value();
    }

    private static void object(Path folder, String name, String prefix, List<String> lines,
            List<Map<String, Object>> fields) throws IOException {
        List<Map<String, Object>> all = new ArrayList<>(List.of(field("Id", "id")));
        all.addAll(fields);
        JSON.writeValue(folder.resolve("describe").resolve(name + ".json").toFile(),
                Map.of("name", name, "keyPrefix", prefix, "queryable", true, "fields", all));
        Files.write(folder.resolve("data").resolve(name + ".csv"), lines);
    }

    private static Map<String, Object> field(String name, String type) {
        return Map.of("name", name, "type", type);
    }

    private static Map<String, Object> reference(String parent) {
        return Map.of("name", parent + "Id", "type", "reference", "relationshipName", parent, "referenceTo",
                List.of(parent));
    }
}
