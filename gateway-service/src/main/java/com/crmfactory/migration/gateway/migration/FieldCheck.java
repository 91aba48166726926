package com.crmfactory.migration.gateway.migration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.crmfactory.migration.gateway.migration.ConfigurationCheck.Finding;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.target.ColumnType;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.TargetTable;

/** The part of the check that is about the fields of one object. */
final class FieldCheck {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> fields;
    private final Set<String> customKeys;
    private final Set<String> references;
    private final TargetTable table;

    private FieldCheck(AnalyzedObject known, TargetTable table) {
        this.fields = known.report().fields().stream().map(FieldReport::field).collect(Collectors.toSet());
        this.customKeys = known.customFields().stream().map(CustomFieldDefinition::fieldKey)
                .collect(Collectors.toSet());
        this.references = known.report().relationships().stream().map(RelationshipReport::field)
                .collect(Collectors.toSet());
        this.table = table;
    }

    static List<Finding> of(String path, ObjectConfiguration object, AnalyzedObject known, TargetTable table) {
        FieldCheck check = new FieldCheck(known, table);
        Set<String> targets = new HashSet<>();
        for (int i = 0; i < object.fields().size(); i++) {
            FieldMapping mapping = object.fields().get(i);
            String at = path + ".fields[" + i + "]";
            check.mapping(at, mapping);
            if (mapping.target() != null && !targets.add(mapping.target())) {
                check.add(at + ".target", mapping.target() + " is filled by another field already");
            }
        }
        return check.findings;
    }

    private void mapping(String path, FieldMapping mapping) {
        if (mapping.field() == null || !fields.contains(mapping.field())) {
            add(path + ".field", "is not a field of the object");
        }
        if (mapping.onUnmapped() == OnUnmapped.DEFAULT && mapping.defaultValue() == null) {
            add(path + ".default", "is needed, because on_unmapped is default");
        }
        if (mapping.target() == null || mapping.transform() == null) {
            add(path + (mapping.target() == null ? ".target" : ".transform"), "is needed");
        } else if (mapping.isCustom()) {
            customField(path, mapping);
        } else {
            column(path, mapping);
        }
    }

    private void customField(String path, FieldMapping mapping) {
        if (!KEY.matcher(mapping.customKey()).matches()) {
            add(path + ".target", "a custom field's key has 1 to 63 characters of a-z, 0-9 and _ and begins with a"
                    + " letter");
        } else if (!customKeys.contains(mapping.customKey())) {
            add(path + ".target", "is not one of the custom fields that the analysis proposes");
        }
        if (mapping.transform() == Transform.OWNER || mapping.transform() == Transform.CASE_STATUS) {
            add(path + ".transform", mapping.transform().wire() + " does not fit a custom field");
        }
        if (mapping.isLookUp() && !references.contains(mapping.field())) {
            add(path + ".transform", mapping.transform().wire() + " does not fit " + mapping.field()
                    + ", which is no look-up");
        }
    }

    private void column(String path, FieldMapping mapping) {
        Optional<Set<Transform>> fitting = table.reference(mapping.target())
                .map(reference -> Set.of(Transform.REFERENCE, Transform.OWNER))
                .or(() -> table.column(mapping.target()).map(column -> fitting(column.type())));
        if (fitting.isEmpty()) {
            add(path + ".target", table.name() + " has no column " + mapping.target());
        } else if (!fitting.get().contains(mapping.transform())) {
            add(path + ".transform", mapping.transform().wire() + " does not fit " + mapping.target() + "; use "
                    + fitting.get().stream().map(Transform::wire).sorted().collect(Collectors.joining(" or ")));
        }
    }

    private static Set<Transform> fitting(ColumnType type) {
        return switch (type) {
            case TEXT -> Set.of(Transform.TEXT, Transform.PICKLIST, Transform.CASE_STATUS);
            case NUMERIC -> Set.of(Transform.NUMBER);
            case BOOLEAN -> Set.of(Transform.BOOLEAN);
            case TIMESTAMP -> Set.of(Transform.TIMESTAMP);
            case DATE -> Set.of(Transform.DATE);
        };
    }

    private void add(String path, String message) {
        findings.add(new Finding(path, message));
    }
}
