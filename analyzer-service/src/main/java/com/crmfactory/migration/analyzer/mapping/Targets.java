package com.crmfactory.migration.analyzer.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetTable;

/** The CRM table that an object goes to. */
public final class Targets {
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

    /**
     * The targets of all objects that are analysed, by object; no two get the same custom object. The order of
     * {@code objects} does not matter.
     */
    public static Map<String, TargetTable> of(Collection<String> objects) {
        Map<String, TargetTable> targets = new HashMap<>();
        Set<String> used = new HashSet<>();
        // Standard objects come first, so that a custom one of the same name is the one that gets a suffix.
        objects.stream().sorted(Comparator.comparing(ApiNames::isCustom).thenComparing(Comparator.naturalOrder()))
                .forEach(object -> targets.put(object, isKnown(object) || isReadAlong(object)
                        ? of(object)
                        : TargetCatalogue.customObject(ApiNames.candidates(object, ApiNames.isCustom(object))
                                .filter(used::add).findFirst().orElseThrow())));
        return targets;
    }

    private static TargetTable proposed(String object) {
        return TargetCatalogue.customObject(ApiNames.key(object));
    }
}
