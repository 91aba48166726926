package com.crmfactory.migration.analyzer.risk;

import static com.crmfactory.migration.analyzer.risk.Phrases.count;
import static com.crmfactory.migration.analyzer.risk.Phrases.named;
import static com.crmfactory.migration.analyzer.risk.Phrases.number;

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
    private static final Set<String> COMPOUND = Set.of("address", "location");
    private static final int MOST_OPTIONS = 200;
    /** Queryable, yet refused by Bulk queries; a union of what several clients learned (facts §4). */
    private static final Set<String> NOT_IN_BULK = Set.of("CaseStatus", "ContractStatus", "OrderStatus",
            "SolutionStatus", "TaskStatus", "TaskPriority", "PartnerRole", "Attachment", "ServiceAppointmentStatus",
            "WorkOrderStatus", "WorkOrderLineItemStatus", "WorkStepStatus", "ShiftStatus", "AttachedContentNote",
            "QuoteTemplateRichTextData", "AcceptedEventRelation", "DeclinedEventRelation", "UndecidedEventRelation",
            "EventWhoRelation", "TaskWhoRelation", "RecentlyViewed", "FieldSecurityClassification", "AssetTokenEvent");

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
        } else if (Targets.isReadAlong(object.name())) {
            found.prices();
        } else {
            found.add(RiskCode.OBJECT_WITHOUT_TABLE, null, profile.records(),
                    count(profile.records(), "record") + " of " + object.label()
                            + (profile.records() == 1 ? " has" : " have") + " no table in the CRM.");
        }
        if (NOT_IN_BULK.contains(object.name())) {
            found.add(RiskCode.NOT_IN_BULK, null, profile.records(), "The Bulk API does not deliver this object.");
        }
        return found.risks;
    }

    private void prices() {
        long others = data.measure(Measure.OTHER_PRICES);
        if (others > 0) {
            add(RiskCode.OTHER_PRICES_LEFT, null, others, count(others,
                    "price of a price book other than the standard one stays behind.",
                    "prices of price books other than the standard one stay behind."));
        }
    }

    private void access() {
        mapping.missingParents().forEach(field -> add(RiskCode.REQUIRED_FIELD_HIDDEN, field, profile.records(),
                "This user cannot see " + object.name() + "." + field + ", without which no record can be taken."));
        if (!mapping.hidden().isEmpty()) {
            add(RiskCode.FIELDS_HIDDEN, null, mapping.hidden().size(), "This user cannot see "
                    + count(mapping.hidden().size(), "standard field") + ": " + named(mapping.hidden()));
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
        addFields(RiskCode.FILE_FIELDS, "with the content of files, not migrated",
                left.stream().filter(field -> field.type().equals("base64")).toList());
        List<FieldReport> compound = mapping.fields().stream()
                .filter(field -> COMPOUND.contains(field.type())).toList();
        if (profile.records() > 0) {
            addFields(RiskCode.COMPOUND_FIELDS, "made of parts that are migrated one by one", compound);
        }
        addFields(RiskCode.RICH_TEXT_FIELDS, "of rich text, kept as HTML",
                filled.stream().filter(field -> describes(field, Field::htmlFormatted)).toList());
        addFields(RiskCode.GEOLOCATION_FIELDS, "with a latitude or longitude, kept as a number",
                filled.stream().filter(field -> field.custom() && field.field().endsWith("__s")).toList());
        addFields(RiskCode.ENCRYPTED_FIELDS, "encrypted in Salesforce, maybe masked for this user",
                filled.stream().filter(field -> describes(field,
                        f -> f.encrypted() || f.type().equals("encryptedstring"))).toList());
    }

    private void values() {
        mapping.unknownValues().forEach((field, values) -> {
            Map<String, Long> counts = profile.valuesOf(field).orElse(Map.of());
            add(unknownValue(field), field, values.stream().mapToLong(value -> counts.getOrDefault(value, 0L)).sum(),
                    "The CRM's counterpart is not known for: " + named(values));
        });
        for (Field field : object.fields()) {
            boolean migrated = mapping.fields().stream()
                    .anyMatch(report -> report.field().equals(field.name()) && report.target() != null);
            if (migrated && field.type().equals("picklist") && profile.mayBeFilled(field.name())) {
                long withComma = field.picklistValues().stream().filter(value -> value.value().contains(",")).count();
                if (withComma > 0) {
                    add(RiskCode.PICKLIST_VALUE_WITH_COMMA, field.name(), withComma,
                            count(withComma, "value of " + field.label() + " holds a comma.",
                                    "values of " + field.label() + " hold a comma."));
                }
                if (field.picklistValues().size() > MOST_OPTIONS) {
                    add(RiskCode.PICKLIST_TOO_LONG, field.name(), field.picklistValues().size(),
                            field.label() + " has " + number(field.picklistValues().size())
                                    + " values; the CRM's list takes the first " + MOST_OPTIONS + ".");
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
                                : count(persons, "account is a person's.", "accounts are persons'."));
            }
        }
        if (object.name().equals("EmailMessage") && profile.filled().containsKey("ParentId")) {
            long without = profile.records() - profile.filled().get("ParentId");
            if (without > 0) {
                add(RiskCode.EMAILS_WITHOUT_CASE, "ParentId", without, count(without, "e-mail belongs to no case.",
                        "e-mails belong to no case."));
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
                    + named(fields.stream().map(FieldReport::field).toList()));
        }
    }

    private boolean describes(FieldReport report, Predicate<Field> trait) {
        return object.field(report.field()).filter(trait).isPresent();
    }

    private void add(RiskCode code, String field, long count, String message) {
        risks.add(code.risk(object.name(), field, count, message));
    }

}
