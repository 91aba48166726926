package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The alternatives by which records are held for the same, as SQL. A key is null if one of its columns is blank.
 *
 * @param alternatives
 *            each a list of columns that must all be equal
 */
record MatchRules(List<List<String>> alternatives) {

    /** @param value SQL for the value of a column */
    String keys(UnaryOperator<String> value) {
        return alternatives.stream()
                .map(columns -> columns.stream()
                        .map(column -> "import.match_key('" + kind(column) + "', " + value.apply(column) + ")")
                        .collect(joining(" || chr(31) || ")))
                .collect(joining(", ", "ARRAY[", "]::text[]"));
    }

    /** For people. */
    String described() {
        return alternatives.stream().map(columns -> String.join(" and ", columns)).collect(joining(" or "));
    }

    private static String kind(String column) {
        return switch (column) {
            case "email" -> "email";
            case "domain", "website" -> "domain";
            case "phone", "mobile_phone" -> "phone";
            default -> column.endsWith("postal_code") ? "postal_code" : "text";
        };
    }
}
