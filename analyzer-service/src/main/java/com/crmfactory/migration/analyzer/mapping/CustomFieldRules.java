package com.crmfactory.migration.analyzer.mapping;

import java.util.Set;

import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.target.TargetTable;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.PicklistValue;

/**
 * The fields without a column: kept in {@code custom_fields} without loss. Where the CRM has no type of the same
 * meaning, the field is reported as partial with the form that its values take.
 */
final class CustomFieldRules {
    static final int MOST_OPTIONS = 200;
    private static final Set<String> AUDIT = Set.of("CreatedById", "LastModifiedById");
    private static final String ACTIVITIES = "activities";

    private CustomFieldRules() {
    }

    /**
     * @param ofPerson
     *            a field that a person account shows for its contact
     */
    static FieldDecision decide(Field field, TargetTable table, boolean ofPerson) {
        FieldDecision byType = byType(field);
        if (ofPerson) {
            return FieldDecision.partial(field, byType.transform(), ofPerson(field, byType));
        }
        if (table.name().equals(ACTIVITIES) && byType.status() == FieldStatus.CUSTOM_FIELD) {
            return FieldDecision.partial(field, byType.transform(),
                    "kept with the activity; the CRM has no field definitions for activities");
        }
        return byType;
    }

    private static String ofPerson(Field field, FieldDecision byType) {
        if (field.name().equals("PersonContactId")) {
            return "the Salesforce id of the person's contact, which is migrated as a contact of its own";
        }
        String whose = "belongs to the person behind a person account; the person's contact gets it too";
        return byType.status() == FieldStatus.PARTIAL ? whose + "; " + byType.reason() : whose;
    }

    private static FieldDecision byType(Field field) {
        if (field.encrypted() || field.type().equals("encryptedstring")) {
            return FieldDecision.partial(field, Transform.TEXT,
                    "encrypted: kept as Salesforce shows it to this user, which may be masked");
        }
        return switch (field.type()) {
            case "boolean" -> FieldDecision.custom(field, Transform.BOOLEAN);
            case "currency", "int", "long" -> FieldDecision.custom(field, Transform.NUMBER);
            case "double" -> coordinate(field)
                    ? FieldDecision.partial(field, Transform.NUMBER, "a part of a geolocation, kept as a number")
                    : FieldDecision.custom(field, Transform.NUMBER);
            case "percent" -> FieldDecision.partial(field, Transform.NUMBER, "kept as a number of percent");
            case "date" -> FieldDecision.custom(field, Transform.DATE);
            case "datetime" -> FieldDecision.partial(field, Transform.TEXT, "kept as an ISO 8601 text");
            case "time" -> FieldDecision.partial(field, Transform.TEXT, "kept as an ISO 8601 time of day");
            case "phone" -> FieldDecision.partial(field, Transform.TEXT, "a phone number, kept as a text");
            case "picklist" -> picklist(field);
            case "multipicklist" -> FieldDecision.partial(field, Transform.MULTI_PICKLIST,
                    "the selected values are kept as a list");
            case "reference" -> reference(field);
            case "email", "url", "combobox", "id" -> FieldDecision.custom(field, Transform.TEXT);
            case "string", "textarea" -> text(field);
            // Salesforce adds types with new releases: what is unknown is kept as it is delivered.
            default -> FieldDecision.partial(field, Transform.TEXT,
                    "of the type " + field.type() + ", kept as the text that Salesforce delivers");
        };
    }

    private static FieldDecision text(Field field) {
        if (field.autoNumber()) {
            return FieldDecision.partial(field, Transform.TEXT,
                    "an automatic number, kept as a text; the CRM does not continue it");
        }
        return field.htmlFormatted()
                ? FieldDecision.partial(field, Transform.TEXT, "rich text, kept as its HTML")
                : FieldDecision.custom(field, Transform.TEXT);
    }

    private static FieldDecision picklist(Field field) {
        if (field.picklistValues().size() > MOST_OPTIONS) {
            return FieldDecision.partial(field, Transform.PICKLIST, field.picklistValues().size()
                    + " values: the first " + MOST_OPTIONS + " become options, every record keeps its value");
        }
        return field.picklistValues().stream().map(PicklistValue::value).anyMatch(value -> value.contains(","))
                ? FieldDecision.partial(field, Transform.PICKLIST,
                        "a value holds a comma, which the CRM's lists of options use themselves")
                : FieldDecision.custom(field, Transform.PICKLIST);
    }

    private static FieldDecision reference(Field field) {
        return !field.custom() && AUDIT.contains(field.name())
                ? FieldDecision.custom(field, Transform.TEXT)
                        .because("the user's Salesforce id, which the CRM's users keep as sf_id")
                : FieldDecision.partial(field, Transform.REFERENCE,
                        "a lookup: linked where the record that it points to is migrated, its Salesforce id is kept");
    }

    private static boolean coordinate(Field field) {
        return field.custom() && field.name().endsWith("__s");
    }
}
