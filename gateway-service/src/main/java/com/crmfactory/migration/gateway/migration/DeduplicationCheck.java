package com.crmfactory.migration.gateway.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.crmfactory.migration.gateway.migration.ConfigurationCheck.Finding;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.target.ColumnType;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetColumn;

/** The part of the check that is about the recognition of one object's duplicates. */
final class DeduplicationCheck {
    private static final int ALTERNATIVES = 10;
    /** The importer fills them from another column where they are not mapped. */
    private static final Map<String, String> DERIVED_FROM = Map.of("domain", "website", "country", "billing_country");
    private static final Set<String> WITHOUT = Set.of("case_comments", "activities");

    private final List<Finding> findings = new ArrayList<>();
    private final String path;
    private final ObjectConfiguration object;

    private DeduplicationCheck(String path, ObjectConfiguration object) {
        this.path = path;
        this.object = object;
    }

    /** A rule that only proposes, with the action {@code create}, is not looked at. */
    static List<Finding> of(String path, ObjectConfiguration object) {
        DeduplicationCheck check = new DeduplicationCheck(path, object);
        if (object.dedup().action() != Deduplication.Action.CREATE) {
            check.rules(object.dedup());
        }
        return check.findings;
    }

    private void rules(Deduplication dedup) {
        if (TargetCatalogue.USERS.equals(object.target())) {
            add(".action", "has to be create: users are recognised by owners.match_on");
        } else if (WITHOUT.contains(object.target())) {
            add(".action", "has to be create: " + object.target() + " have no duplicates to recognise");
        }
        if (dedup.matchOn().isEmpty() || dedup.matchOn().size() > ALTERNATIVES) {
            add(".match_on", "needs 1 to " + ALTERNATIVES + " alternatives, or the action has to be create");
        }
        for (int i = 0; i < dedup.matchOn().size(); i++) {
            alternative(".match_on[" + i + "]", dedup.matchOn().get(i));
        }
    }

    private void alternative(String at, List<String> columns) {
        if (columns.isEmpty()) {
            add(at, "names no column");
        }
        for (String column : columns) {
            Optional<TargetColumn> known = TargetCatalogue.table(object.target())
                    .flatMap(table -> table.column(column));
            if (known.isEmpty() || known.get().type() != ColumnType.TEXT) {
                add(at, object.target() + " has no text column " + column);
            } else if (!isFilled(column)) {
                add(at, "no field is mapped to " + column);
            }
        }
    }

    private boolean isFilled(String column) {
        return object.fields().stream().anyMatch(
                field -> column.equals(field.target()) || DERIVED_FROM.getOrDefault(column, "").equals(field.target()));
    }

    private void add(String at, String message) {
        findings.add(new Finding(path + at, message));
    }
}
