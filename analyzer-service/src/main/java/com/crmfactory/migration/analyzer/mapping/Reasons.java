package com.crmfactory.migration.analyzer.mapping;

import java.util.Map;

import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.target.ReferenceColumn;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetTable;
import com.crmfactory.migration.salesforce.Field;

/** Says in a few words why a standard field goes where it goes, and what becomes of its values. */
final class Reasons {
    private static final Map<String, String> REMARKS = MappingData.read("remarks.properties");

    private Reasons() {
    }

    /** Never null. */
    static String of(String object, Field field, StandardFields.Home home, Transform transform, TargetTable table) {
        String remark = REMARKS.get(object + "." + field.name());
        return remark == null ? usual(field, home, transform, table) : remark;
    }

    private static String usual(Field field, StandardFields.Home home, Transform transform, TargetTable table) {
        return switch (transform) {
            case OWNER -> table.column(TargetCatalogue.QUEUE).isPresent()
                    ? "a link to users, the owner; where a queue owns it, the queue's name is kept"
                    : "a link to users, the owner";
            case REFERENCE -> "a link to " + linked(home, table) + (home.required()
                    ? ", without which it is not taken"
                    : "");
            case PICKLIST -> home.valueMap() == null
                    ? "its values are kept as they are called in Salesforce"
                    : "its values are translated to the CRM's";
            case TIMESTAMP -> field.type().equals("date")
                    ? "a day, kept as its midnight in UTC"
                    : "a moment in time, kept in UTC";
            case NUMBER -> field.type().equals("currency") ? "an amount, kept to the last digit" : sameMeaning(field);
            case TEXT, BOOLEAN, DATE, MULTI_PICKLIST, CASE_STATUS -> sameMeaning(field);
        };
    }

    private static String sameMeaning(Field field) {
        String whole = field.compoundFieldName();
        if (whole != null && !whole.equals(field.name())) {
            return "a part of " + whole;
        }
        return field.type().equals("phone")
                ? "a phone number, kept as it is written"
                : "the CRM has a column of the same meaning";
    }

    private static String linked(StandardFields.Home home, TargetTable table) {
        return table.reference(home.column()).map(ReferenceColumn::parents).map(parents -> String.join(" or ", parents))
                .orElseThrow();
    }
}
