package com.crmfactory.migration.analyzer.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.target.ColumnType;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetColumn;
import com.crmfactory.migration.model.target.TargetTable;

/** The CRM table that an object goes to. */
public final class Targets {
    private static final String CUSTOM_OBJECTS = "custom_objects.";
    private static final Map<String, String> READ_ALONG = Map.of("PricebookEntry", "products");
    /** Proposed, never done unless the user says so: {@link Deduplication.Action#CREATE}. */
    private static final Map<String, List<List<String>>> MATCHES = Map.of(
            "accounts", List.of(List.of("domain"), List.of("name", "billing_postal_code")),
            "contacts", List.of(List.of("email")),
            "leads", List.of(List.of("email")),
            "products", List.of(List.of("code")));

    private Targets() {
    }

    /** Its own table, that of the object with which it is read along, or the custom object that is proposed for it. */
    public static TargetTable of(String object) {
        return TargetCatalogue.forObject(object)
                .or(() -> Optional.ofNullable(READ_ALONG.get(object)).flatMap(TargetCatalogue::table))
                .orElseGet(() -> proposed(object));
    }

    /** True if its values become part of another object's rows, without rows of its own. */
    public static boolean isReadAlong(String object) {
        return READ_ALONG.containsKey(object);
    }

    /** True if the CRM has a table for it. */
    public static boolean isKnown(String object) {
        return TargetCatalogue.forObject(object).isPresent();
    }

    public static Deduplication deduplication(TargetTable table) {
        return new Deduplication(MATCHES.getOrDefault(table.name(), List.of()), Deduplication.Action.CREATE);
    }

    private static TargetTable proposed(String object) {
        List<TargetColumn> columns = new ArrayList<>(TargetCatalogue.COMMON);
        columns.add(new TargetColumn("name", ColumnType.TEXT));
        return new TargetTable(CUSTOM_OBJECTS + ApiNames.key(object), List.of(object), columns,
                List.of(TargetCatalogue.OWNER));
    }
}
