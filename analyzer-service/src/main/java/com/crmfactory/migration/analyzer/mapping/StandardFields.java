package com.crmfactory.migration.analyzer.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.crmfactory.migration.model.target.TargetTable;

/** The standard fields that are known by name, from {@code mapping/standard-fields.properties}. */
final class StandardFields {
    private static final String ANY_OBJECT = "*";
    private static final String REQUIRED = "required";
    /** Fields that come with a feature, an edition or a newer release: their absence says nothing. */
    private static final Set<String> BY_FEATURE = Set.of("CurrencyIsoCode", "DoNotCall", "HasOptedOutOfEmail",
            "ContactId", "TaskSubtype", "EventSubtype", "CompletedDateTime", "ReportsToId", "Family", "Product2Id");
    private static final Map<String, Home> HOMES = load();

    /**
     * Where a field goes.
     *
     * @param valueMap
     *            name of the picklist's value map; null for none
     * @param required
     *            the CRM does not take a record without this parent
     */
    record Home(String column, String valueMap, boolean required) {
    }

    private StandardFields() {
    }

    /** The field's column, if it is known by name and {@code table} has it. */
    static Optional<Home> home(String object, String field, TargetTable table) {
        return Optional.ofNullable(HOMES.get(object + "." + field))
                .or(() -> Optional.ofNullable(HOMES.get(ANY_OBJECT + "." + field)))
                .filter(home -> table.column(home.column()).isPresent() || table.reference(home.column()).isPresent());
    }

    /** The fields that the object has in every org, for telling which are hidden from the user. */
    static List<String> expected(String object, boolean requiredOnly) {
        return HOMES.entrySet().stream().filter(home -> home.getKey().startsWith(object + "."))
                .filter(home -> !requiredOnly || home.getValue().required())
                .map(home -> home.getKey().substring(object.length() + 1))
                .filter(field -> !BY_FEATURE.contains(field)).toList();
    }

    private static Map<String, Home> load() {
        Map<String, Home> homes = new TreeMap<>();
        MappingData.read("standard-fields.properties").forEach((field, home) -> homes.put(field, parse(home)));
        return homes;
    }

    private static Home parse(String text) {
        List<String> parts = Arrays.asList(text.split("\\|"));
        List<String> extras = parts.subList(1, parts.size());
        return new Home(parts.get(0), extras.stream().filter(e -> !e.equals(REQUIRED)).findFirst().orElse(null),
                extras.contains(REQUIRED));
    }
}
