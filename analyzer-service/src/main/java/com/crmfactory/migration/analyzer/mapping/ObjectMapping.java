package com.crmfactory.migration.analyzer.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.crmfactory.migration.analyzer.mapping.CustomFieldKeys.Wanted;
import com.crmfactory.migration.analyzer.mapping.FieldDecision.Place;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.PicklistValueReport;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.CustomFieldType;
import com.crmfactory.migration.model.target.ReferenceColumn;
import com.crmfactory.migration.model.target.TargetTable;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.ObjectDescribe;
import com.crmfactory.migration.salesforce.PicklistValue;

/**
 * How one object could be migrated.
 *
 * @param fields
 *            every field of the describe, once, in its order
 * @param harmless
 *            fields that stay behind without anybody missing them
 * @param unknownValues
 *            field to the values in use that its value map does not know
 * @param hidden
 *            standard fields with a column that the describe does not show
 * @param missingParents
 *            hidden fields without which the CRM takes no record
 */
public record ObjectMapping(TargetTable table, List<FieldReport> fields, List<RelationshipReport> relationships,
        ObjectConfiguration suggestion, List<CustomFieldDefinition> customFields, Set<String> harmless,
        Map<String, List<String>> unknownValues, List<String> hidden, List<String> missingParents) {

    /**
     * @param siblings
     *            custom fields that other objects already have in the same table
     */
    public static ObjectMapping suggest(ObjectDescribe object, ObjectProfile profile,
            Collection<CustomFieldDefinition> siblings) {
        return suggest(object, profile, siblings, Targets.of(object.name()));
    }

    /**
     * @param table
     *            where its records would go
     */
    public static ObjectMapping suggest(ObjectDescribe object, ObjectProfile profile,
            Collection<CustomFieldDefinition> siblings, TargetTable table) {
        return new Draft(object, profile, siblings, table).finish();
    }

    /** The mapping while it grows, field by field. */
    private static final class Draft {
        /** Bounds the size of a message: an org may have hundreds of picklists with hundreds of values. */
        private static final int MOST_VALUES = 4_000;

        private final ObjectDescribe object;
        private final ObjectProfile profile;
        private final TargetTable table;
        private final List<FieldDecision> decisions;
        private final Map<String, String> keys;
        private final List<FieldReport> fields = new ArrayList<>();
        private final List<RelationshipReport> relationships = new ArrayList<>();
        private final List<FieldMapping> mappings = new ArrayList<>();
        private final List<CustomFieldDefinition> customFields = new ArrayList<>();
        private final Set<String> harmless = new HashSet<>();
        private final Map<String, List<String>> unknownValues = new HashMap<>();
        private int valuesLeft = MOST_VALUES;

        Draft(ObjectDescribe object, ObjectProfile profile, Collection<CustomFieldDefinition> siblings,
                TargetTable table) {
            this.object = object;
            this.profile = profile;
            this.table = table;
            FieldRules rules = new FieldRules(object, table);
            decisions = object.fields().stream().map(rules::decide).toList();
            keys = new CustomFieldKeys(table, siblings).assign(decisions.stream()
                    .filter(decision -> decision.place() == Place.CUSTOM_FIELD)
                    .map(decision -> new Wanted(decision.field().name(), decision.field().custom(),
                            type(decision.field())))
                    .toList());
        }

        ObjectMapping finish() {
            decisions.forEach(this::add);
            ObjectConfiguration suggestion = new ObjectConfiguration(object.name(), Targets.isKnown(object.name()),
                    table.name(), null, mappings, Targets.deduplication(table));
            return new ObjectMapping(table, List.copyOf(fields), List.copyOf(relationships), suggestion,
                    List.copyOf(customFields), Set.copyOf(harmless), Map.copyOf(unknownValues), hidden(false),
                    hidden(true));
        }

        private List<String> hidden(boolean requiredOnly) {
            return StandardFields.expected(object.name(), requiredOnly).stream()
                    .filter(name -> object.field(name).isEmpty()).toList();
        }

        private void add(FieldDecision decision) {
            Field field = decision.field();
            ValueMap map = decision.home() == null || decision.home().valueMap() == null
                    ? null
                    : ValueMap.named(decision.home().valueMap());
            PicklistValues values = PicklistValues.of(field, map, profile);
            FieldDecision settled = settle(decision, values);
            String target = target(settled);
            fields.add(new FieldReport(field.name(), field.label(), field.type(), field.custom(), isRequired(field),
                    target, settled.transform() == null ? null : settled.transform().wire(), settled.status(),
                    settled.confidence(), settled.reason(), reports(field, values)));
            if (settled.place() == Place.LEFT_HARMLESSLY) {
                harmless.add(field.name());
            }
            if (settled.place() == Place.COLUMN || settled.place() == Place.CUSTOM_FIELD) {
                mappings.add(new FieldMapping(field.name(), target, settled.transform(), values.mapped(),
                        map == null ? null : map.fallback(),
                        map != null && map.fallback() != null ? OnUnmapped.DEFAULT : OnUnmapped.KEEP));
            }
            if (settled.place() == Place.CUSTOM_FIELD) {
                customFields.add(definition(field));
            }
            if (field.type().equals("reference")) {
                relationships.add(relationship(settled));
            }
        }

        private FieldDecision settle(FieldDecision decision, PicklistValues values) {
            List<String> unknown = values.unknown();
            if (unknown.isEmpty()) {
                return decision;
            }
            unknownValues.put(decision.field().name(), unknown);
            return decision.review("the CRM's value is not known for: "
                    + String.join(", ", unknown.stream().limit(5).toList()) + (unknown.size() > 5 ? ", …" : ""));
        }

        private String target(FieldDecision decision) {
            return switch (decision.place()) {
                case RECORD_ID -> "sf_id";
                case COLUMN -> decision.home().column();
                case CUSTOM_FIELD -> FieldMapping.CUSTOM_PREFIX + keys.get(decision.field().name());
                case LEFT, LEFT_HARMLESSLY -> null;
            };
        }

        private List<PicklistValueReport> reports(Field field, PicklistValues values) {
            if (!field.type().equals("picklist") && !field.type().equals("multipicklist")) {
                return null;
            }
            List<PicklistValueReport> reports = values.reports().stream().limit(valuesLeft).toList();
            valuesLeft -= reports.size();
            return reports;
        }

        private CustomFieldDefinition definition(Field field) {
            CustomFieldType type = type(field);
            // Inactive values are options too: records still hold them.
            List<String> options = type == CustomFieldType.PICKLIST
                    ? field.picklistValues().stream().map(PicklistValue::value).distinct()
                            .limit(CustomFieldRules.MOST_OPTIONS).toList()
                    : null;
            return new CustomFieldDefinition(keys.get(field.name()), field.label(), type, options, false,
                    field.inlineHelpText(), field.name());
        }

        private RelationshipReport relationship(FieldDecision decision) {
            Field field = decision.field();
            ReferenceColumn column = decision.place() == Place.COLUMN
                    ? table.reference(decision.home().column()).orElse(null)
                    : null;
            boolean lookUp = decision.transform() == Transform.REFERENCE && column == null;
            // Salesforce deletes the details with their master: they are nothing without it.
            boolean detail = lookUp && table.isCustomObject() && field.cascadeDelete();
            boolean required = column != null && (column.required() || decision.home().required()) || detail;
            return new RelationshipReport(field.name(), field.referenceTo(), field.referenceTo().size() > 1,
                    column != null || lookUp ? target(decision) : null, required && !field.nillable());
        }

        private static CustomFieldType type(Field field) {
            return field.encrypted() ? CustomFieldType.TEXT : CustomFieldType.of(field.type(), field.length());
        }

        /** Salesforce refuses a record without it: a boolean always has a value. */
        private static boolean isRequired(Field field) {
            return !field.nillable() && field.createable() && !field.defaultedOnCreate()
                    && !field.type().equals("boolean");
        }
    }
}
