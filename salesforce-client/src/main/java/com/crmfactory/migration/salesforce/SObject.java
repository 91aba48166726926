package com.crmfactory.migration.salesforce;

/**
 * One entry of describeGlobal. Key prefixes are absent for many objects and not unique.
 *
 * @param associateEntityType
 *            {@code ChangeEvent}, {@code Feed}, {@code History}, {@code Share} … for an object that only accompanies
 *            another; null for one in its own right, and always null before v57
 */
public record SObject(String name, String label, String labelPlural, String keyPrefix, boolean custom,
        boolean customSetting, boolean queryable, boolean retrieveable, boolean searchable, boolean createable,
        boolean replicateable, boolean triggerable, boolean layoutable, boolean deprecatedAndHidden,
        boolean isInterface, boolean isSubtype, String associateEntityType, String associateParentEntity) {
}
