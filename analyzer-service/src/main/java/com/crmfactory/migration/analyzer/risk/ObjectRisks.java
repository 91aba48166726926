package com.crmfactory.migration.analyzer.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.crmfactory.migration.analyzer.mapping.ObjectMapping;
import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.analyzer.mapping.Targets;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.ObjectDescribe;
import com.crmfactory.migration.salesforce.RecordTypeInfo;

/** The risks of one object, from its describe, its mapping and what is known of its data. */
public final class ObjectRisks {
    private static final int NAMED = 5;
    private static final int MOST_OPTIONS = 200;
    /** Queryable, yet refused by Bulk queries; a union of what several clients learned (facts §4). */
    private static final Set<String> NOT_IN_BULK = Set.of("CaseStatus", "ContractStatus", "OrderStatus",
            "SolutionStatus", "TaskStatus", "TaskPriority", "PartnerRole", "Attachment", "ServiceAppointmentStatus",
            "WorkOrderStatus", "WorkOrderLineItemStatus", "AttachedContentNote", "QuoteTemplateRichTextData");

    private final ObjectDescribe object;
    private final ObjectMapping mapping;
    private final ObjectProfile profile;
    private final DataFindings data;
    private final List<Risk> risks = new ArrayList<>();

    private ObjectRisks(ObjectDescribe object, ObjectMapping mapping, ObjectProfile profile, DataFindings data) {
        this.object = object;
        this.mapping = mapping;
        this.profile = profile;
        this.data = data;
    }

    /** In a fixed order; none twice. */
    public static List<Risk> of(ObjectDescribe object, ObjectMapping mapping, ObjectProfile profile,
            DataFindings data) {
        ObjectRisks found = new ObjectRisks(object, mapping, profile, data);
        if (Targets.isKnown(object.name())) {
            found.access();
            found.fields();
            found.values();
            found.data();
            found.risks.addAll(new RecordRisks(object.name(), mapping, profile, data).find());
        } else {
            found.add(RiskCode.OBJECT_WITHOUT_TABLE, null, profile.records(),
                    profile.records() + " records of " + object.label() + " have no table in the CRM.");
        }
        if (NOT_IN_BULK.contains(object.name())) {
            found.add(RiskCode.NOT_IN_BULK, null, profile.records(), "The Bulk API does not deliver this object.");
        }
        return found.risks;
    }

    private void access() {
        mapping.missingParents().forEach(field -> add(RiskCode.REQUIRED_FIELD_HIDDEN, field, profile.records(),
                "This user cannot see " + object.name() + "." + field + ", without which no record can be taken."));
        if (!mapping.hidden().isEmpty()) {
            add(RiskCode.FIELDS_HIDDEN, null, mapping.hidden().size(), "This user cannot see "
                    + count(mapping.hidden().size(), "standard field") + ": " + named(mapping.hidden()) + ".");
        }
        if (profile.records() == 0) {
            add(RiskCode.EMPTY_OBJECT, null, 0, object.label() + " has no records.");
        }
    }

    private void fields() {
        List<FieldReport> filled = mapping.fields().stream().filter(field -> profile.mayBeFilled(field.field()))
                .filter(field -> !mapping.harmless().contains(field.field())).toList();
        addFields(RiskCode.PARTIAL_FIELDS, "kept in another form",
                filled.stream().filter(field -> field.status() == FieldStatus.PARTIAL).toList());
        List<FieldReport> left = filled.stream().filter(field -> field.status() == FieldStatus.NOT_MIGRATED).toList();
        addFields(RiskCode.FORMULA_FIELDS, "computed by Salesforce and not migrated",
                left.stream().filter(field -> describes(field, Field::calculated)).toList());
        addFields(RiskCode.FILE_FIELDS, "files and not migrated",
                left.stream().filter(field -> field.type().equals("base64")).toList());
        addFields(RiskCode.RICH_TEXT_FIELDS, "rich text and kept as HTML",
                filled.stream().filter(field -> describes(field, Field::htmlFormatted)).toList());
        addFields(RiskCode.GEOLOCATION_FIELDS, "parts of a geolocation",
                filled.stream().filter(field -> field.custom() && field.field().endsWith("__s")).toList());
        addFields(RiskCode.ENCRYPTED_FIELDS, "encrypted and may be masked for this user",
                filled.stream().filter(field -> describes(field,
                        f -> f.encrypted() || f.type().equals("encryptedstring"))).toList());
    }

    private void values() {
        mapping.unknownValues().forEach((field, values) -> {
            Map<String, Long> counts = profile.valuesOf(field).orElse(Map.of());
            add(unknownValue(field), field, values.stream().mapToLong(value -> counts.getOrDefault(value, 0L)).sum(),
                    "The CRM's counterpart is not known for: " + named(values) + ".");
        });
        for (Field field : object.fields()) {
            boolean migrated = mapping.fields().stream()
                    .anyMatch(report -> report.field().equals(field.name()) && report.target() != null);
            if (migrated && field.type().equals("picklist") && profile.mayBeFilled(field.name())) {
                long withComma = field.picklistValues().stream().filter(value -> value.value().contains(",")).count();
                if (withComma > 0) {
                    add(RiskCode.PICKLIST_VALUE_WITH_COMMA, field.name(), withComma,
                            count(withComma, "value") + " of " + field.label() + " with a comma.");
                }
                if (field.picklistValues().size() > MOST_OPTIONS) {
                    add(RiskCode.PICKLIST_TOO_LONG, field.name(), field.picklistValues().size(),
                            field.label() + " has more than 200 values.");
                }
            }
        }
    }

    private RiskCode unknownValue(String field) {
        if (!object.name().equals("Case")) {
            return RiskCode.PICKLIST_VALUES_UNKNOWN;
        }
        return field.equals("Status") ? RiskCode.CASE_STATUS_UNKNOWN : RiskCode.CASE_PRIORITY_UNKNOWN;
    }

    private void data() {
        if (object.name().equals("Account") && object.field("IsPersonAccount").isPresent()) {
            Long persons = data.measures().get(Measure.PERSONS);
            if (persons == null || persons > 0) {
                add(RiskCode.PERSON_ACCOUNTS, null, persons == null ? profile.records() : persons,
                        persons == null
                                ? "The org uses person accounts."
                                : count(persons, "account") + (persons == 1 ? " is" : " are") + " a person's.");
            }
        }
        if (object.name().equals("EmailMessage") && profile.filled().containsKey("ParentId")) {
            long without = profile.records() - profile.filled().get("ParentId");
            if (without > 0) {
                add(RiskCode.EMAILS_WITHOUT_CASE, "ParentId", without, count(without, "e-mail") + " have no case.");
            }
        }
        long types = object.recordTypeInfos().stream().filter(type -> !type.master()).filter(RecordTypeInfo::active)
                .count();
        if (types > 1 && profile.mayBeFilled("RecordTypeId")) {
            add(RiskCode.RECORD_TYPES, "RecordTypeId", types, count(types, "record type") + " are in use.");
        }
    }

    private void addFields(RiskCode code, String fate, List<FieldReport> fields) {
        if (!fields.isEmpty()) {
            add(code, null, fields.size(), count(fields.size(), "field") + " " + fate + ": "
                    + named(fields.stream().map(FieldReport::field).toList()) + ".");
        }
    }

    private boolean describes(FieldReport report, Predicate<Field> trait) {
        return object.field(report.field()).filter(trait).isPresent();
    }

    private void add(RiskCode code, String field, long count, String message) {
        risks.add(code.risk(object.name(), field, count, message));
    }

    private static String named(List<String> names) {
        return String.join(", ", names.stream().limit(NAMED).toList()) + (names.size() > NAMED ? ", …" : "");
    }

    private static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
