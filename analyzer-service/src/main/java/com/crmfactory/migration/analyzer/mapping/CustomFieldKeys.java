package com.crmfactory.migration.analyzer.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.CustomFieldType;
import com.crmfactory.migration.model.target.TargetTable;

/**
 * Gives every custom field of a target table a key of its own. The result does not depend on the order in which the
 * fields arrive.
 */
final class CustomFieldKeys {
    /** Columns that every table has beside those of the catalogue. */
    private static final Set<String> COMMON = Set.of("id", "organization_id", "owner_id", "custom_fields",
            "created_at", "updated_at", "imported_at", "migration_id", "import_hash", "sf_org_id", "sf_id");

    private final Set<String> columns;
    private final Map<String, CustomFieldDefinition> taken = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /** A source field that needs a key. */
    record Wanted(String field, boolean custom, CustomFieldType type) {
    }

    /**
     * @param siblings
     *            custom fields that other objects already have in the same table
     */
    CustomFieldKeys(TargetTable table, Collection<CustomFieldDefinition> siblings) {
        columns = new HashSet<>(COMMON);
        table.columns().forEach(column -> columns.add(column.name()));
        table.references().forEach(reference -> {
            columns.add(reference.name());
            if (reference.typeColumn() != null) {
                columns.add(reference.typeColumn());
            }
        });
        siblings.forEach(definition -> taken.put(definition.fieldKey(), definition));
    }

    /** Field to key. */
    Map<String, String> assign(List<Wanted> fields) {
        Map<String, String> keys = new HashMap<>();
        // Standard fields come first, so that a custom field of the same name is the one that gets a suffix.
        fields.stream().sorted(Comparator.comparing(Wanted::custom).thenComparing(Wanted::field)).forEach(wanted -> {
            String key = ApiNames.candidates(wanted.field(), wanted.custom())
                    .filter(candidate -> isFree(candidate, wanted)).findFirst().orElseThrow();
            used.add(key);
            keys.put(wanted.field(), key);
        });
        return keys;
    }

    private boolean isFree(String key, Wanted wanted) {
        CustomFieldDefinition sibling = taken.get(key);
        // A field that two objects share (custom fields of activities) is one field of the table.
        boolean shareable = sibling == null
                || sibling.sfField().equals(wanted.field()) && sibling.dataType() == wanted.type();
        return shareable && !used.contains(key) && !columns.contains(key);
    }
}
