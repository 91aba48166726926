package com.crmfactory.migration.analyzer.mapping;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the values of one picklist become, from {@code mapping/value-maps.properties}.
 *
 * @param values
 *            source value to CRM value
 * @param fallback
 *            for a blank value and one that {@code values} does not name; null keeps it as it is
 */
record ValueMap(Map<String, String> values, String fallback) {
    private static final String FALLBACK = "*";
    private static final Map<String, ValueMap> MAPS = load();

    /**
     * @throws IllegalArgumentException
     *             if there is no such map
     */
    static ValueMap named(String name) {
        return Optional.ofNullable(MAPS.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no value map '" + name + "'"));
    }

    /**
     * The CRM's value for {@code value}: by name, else by what stands before a dash or a bracket
     * ({@code Closed - Duplicate}).
     */
    Optional<String> target(String value) {
        return exact(value).or(() -> exact(value.split("\\s*[-–(:/]\\s*", 2)[0]));
    }

    private Optional<String> exact(String value) {
        String wanted = normal(value);
        return values.entrySet().stream().filter(entry -> normal(entry.getKey()).equals(wanted))
                .map(Map.Entry::getValue).findFirst();
    }

    private static String normal(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, ValueMap> load() {
        Map<String, Map<String, String>> maps = MappingData.read("value-maps.properties").entrySet().stream()
                .collect(Collectors.groupingBy(entry -> entry.getKey().substring(0, entry.getKey().indexOf('.')),
                        TreeMap::new,
                        Collectors.toMap(entry -> entry.getKey().substring(entry.getKey().indexOf('.') + 1),
                                Map.Entry::getValue, (first, second) -> first, TreeMap::new)));
        return maps.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> {
            Map<String, String> values = new TreeMap<>(entry.getValue());
            String fallback = values.remove(FALLBACK);
            return new ValueMap(values, fallback);
        }));
    }
}
