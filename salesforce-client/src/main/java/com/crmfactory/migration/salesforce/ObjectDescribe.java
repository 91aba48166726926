package com.crmfactory.migration.salesforce;

import java.util.List;
import java.util.Optional;

/**
 * {@code /sobjects/X/describe}. Keys that an older API version does not send are false, 0, null or empty. Fields that
 * field-level security hides from the user are missing without a word.
 */
public record ObjectDescribe(String name, String label, String labelPlural, String keyPrefix, boolean custom,
        boolean customSetting, boolean queryable, boolean retrieveable, boolean createable, boolean deprecatedAndHidden,
        String associateEntityType, String associateParentEntity, List<Field> fields,
        List<RecordTypeInfo> recordTypeInfos, List<ChildRelationship> childRelationships) {

    public ObjectDescribe {
        fields = fields == null ? List.of() : List.copyOf(fields);
        recordTypeInfos = recordTypeInfos == null ? List.of() : List.copyOf(recordTypeInfos);
        childRelationships = childRelationships == null ? List.of() : List.copyOf(childRelationships);
    }

    public Optional<Field> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }
}
