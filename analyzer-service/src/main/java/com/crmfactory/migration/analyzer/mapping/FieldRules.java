package com.crmfactory.migration.analyzer.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.crmfactory.migration.analyzer.mapping.FieldDecision.Place;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.target.ColumnType;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetTable;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.ObjectDescribe;

/** Decides for each field of one object where it goes; the first rule that knows the field wins. */
final class FieldRules {
    private static final Set<String> BOOKKEEPING = Set.of("IsDeleted", "MasterRecordId", "SystemModstamp",
            "LastViewedDate", "LastReferencedDate");
    private static final Pattern GEOCODE = Pattern.compile(".*(Latitude|Longitude|GeocodeAccuracy)");
    private static final Pattern USER_SETTING = Pattern.compile("User(Preferences|Permissions).+");

    private final ObjectDescribe object;
    private final TargetTable table;
    private final boolean compoundName;
    private final boolean personAccounts;
    private final Map<String, SimilarFields.Likeness> similar;
    /** The field that names the records of an object without a table; null if there is a table or no such field. */
    private final String proposedName;

    FieldRules(ObjectDescribe object, TargetTable table) {
        this.object = object;
        this.table = table;
        compoundName = object.fields().stream()
                .anyMatch(field -> "Name".equals(field.compoundFieldName()) && !field.name().equals("Name"));
        proposedName = Targets.isKnown(object.name())
                ? null
                : object.fields().stream().filter(Field::nameField).map(Field::name).findFirst().orElse(null);
        similar = SimilarFields.of(object, table);
        personAccounts = object.name().equals("Account") && object.field("IsPersonAccount").isPresent();
    }

    FieldDecision decide(Field field) {
        if (Targets.isReadAlong(object.name())) {
            return PriceRules.decide(field, object.name(), table);
        }
        if (field.name().equals("Id")) {
            return new FieldDecision(field, Place.RECORD_ID, null, Transform.TEXT, FieldStatus.AUTO, 1.0,
                    "kept as sf_id, the record's trace back to Salesforce");
        }
        return bookkeeping(field).or(() -> knownByName(field)).or(() -> unreadable(field)).or(() -> similar(field))
                .orElseGet(() -> CustomFieldRules.decide(field, table, isOfPerson(field)));
    }

    private Optional<FieldDecision> bookkeeping(Field field) {
        String reason = null;
        if (field.deprecatedAndHidden()) {
            reason = "retired by the package that it belongs to";
        } else if (field.type().equals("address") || field.type().equals("location")) {
            reason = "made of parts that are migrated one by one";
        } else if (!field.custom()) {
            reason = standardBookkeeping(field);
        }
        return Optional.ofNullable(reason).map(why -> FieldDecision.harmless(field, why));
    }

    private String standardBookkeeping(Field field) {
        if (BOOKKEEPING.contains(field.name())) {
            return "Salesforce's own bookkeeping";
        }
        if (field.name().endsWith("PhotoUrl")) {
            return "a picture that only Salesforce serves";
        }
        if (GEOCODE.matcher(field.name()).matches()) {
            return "Salesforce computes it from the address";
        }
        if (field.name().equals("Name") && compoundName
                && StandardFields.home(object.name(), "Name", table).isEmpty()) {
            return "made of first and last name, which are migrated";
        }
        if (object.name().equals("Case") && field.name().equals("Comments")) {
            return "only a way to write a comment: the comments are migrated from CaseComment";
        }
        if (object.name().equals("User") && USER_SETTING.matcher(field.name()).matches()) {
            return "a setting of Salesforce's user interface";
        }
        return null;
    }

    private Optional<FieldDecision> knownByName(Field field) {
        boolean namesProposed = field.name().equals(proposedName);
        return StandardFields.home(object.name(), field.name(), table)
                .or(() -> namesProposed ? Optional.of(new StandardFields.Home("name", null, false)) : Optional.empty())
                .map(home -> column(field, home));
    }

    private FieldDecision column(Field field, StandardFields.Home home) {
        Transform transform = transform(field, home);
        return FieldDecision.column(field, home, transform, Reasons.of(object.name(), field, home, transform, table));
    }

    private Optional<FieldDecision> similar(Field field) {
        return Optional.ofNullable(similar.get(field.name())).map(like -> {
            StandardFields.Home home = new StandardFields.Home(like.column(), null, false);
            return FieldDecision.similar(field, home, transform(field, home), like.confidence());
        });
    }

    private Transform transform(Field field, StandardFields.Home home) {
        if (home.column().equals(TargetCatalogue.OWNER.name())) {
            return Transform.OWNER;
        }
        if (table.reference(home.column()).isPresent()) {
            return Transform.REFERENCE;
        }
        if ("case_status".equals(home.valueMap())) {
            return Transform.CASE_STATUS;
        }
        ColumnType type = table.column(home.column()).orElseThrow().type();
        return switch (type) {
            case TEXT -> field.type().equals("picklist") ? Transform.PICKLIST : Transform.TEXT;
            case NUMERIC -> Transform.NUMBER;
            case BOOLEAN -> Transform.BOOLEAN;
            case TIMESTAMP -> Transform.TIMESTAMP;
            case DATE -> Transform.DATE;
        };
    }

    private static Optional<FieldDecision> unreadable(Field field) {
        if (field.calculated()) {
            return Optional.of(FieldDecision.left(field,
                    "a formula or roll-up: Salesforce computes it; rebuild it in the CRM if it is needed"));
        }
        return field.type().equals("base64")
                ? Optional.of(FieldDecision.left(field, "file content, which no query delivers"))
                : Optional.empty();
    }

    private boolean isOfPerson(Field field) {
        String name = field.name();
        return personAccounts && (name.endsWith("__pc") || !field.custom() && (name.startsWith("Person")
                || name.equals("FirstName") || name.equals("LastName") || name.equals("Salutation")));
    }
}
