package com.crmfactory.migration.salesforce;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One field of a describe.
 *
 * @param type
 *            Salesforce's field type, lower case ({@code string}, {@code picklist}, {@code reference}, {@code combobox} …)
 * @param length
 *            characters, for texts
 * @param byteLength
 *            bytes in UTF-8, for texts
 * @param precision
 *            digits in all, for {@code double}, {@code currency}, {@code percent}
 * @param digits
 *            digits of an {@code int}
 * @param compoundFieldName
 *            the compound this is a part of; {@code Name} names itself
 * @param referenceTo
 *            targets of a reference, several if polymorphic; never null
 * @param relationshipName
 *            null if the reference cannot be followed with a dot
 * @param defaultValue
 *            a boolean, text, number or null
 */
public record Field(String name, String label, String type, String soapType, int length, int byteLength, int precision,
        int scale, int digits, boolean nillable, boolean custom, boolean calculated, String calculatedFormula,
        String compoundFieldName, String controllerName, List<String> referenceTo, String relationshipName,
        boolean polymorphicForeignKey, boolean namePointing, boolean cascadeDelete, boolean filterable,
        boolean groupable, boolean aggregatable, boolean sortable, List<PicklistValue> picklistValues,
        boolean restrictedPicklist, boolean dependentPicklist, boolean htmlFormatted, boolean encrypted,
        boolean autoNumber, boolean nameField, boolean idLookup, boolean externalId, boolean unique,
        boolean caseSensitive, boolean defaultedOnCreate, JsonNode defaultValue, boolean createable, boolean updateable,
        boolean permissionable, boolean deprecatedAndHidden, boolean queryByDistance, String extraTypeInfo,
        String inlineHelpText) {

    public Field {
        referenceTo = referenceTo == null ? List.of() : List.copyOf(referenceTo);
        picklistValues = picklistValues == null ? List.of() : List.copyOf(picklistValues);
    }
}
