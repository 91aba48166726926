package com.crmfactory.migration.salesforce;

/**
 * One value of a picklist. Inactive ones come too: records still hold them.
 *
 * @param validFor
 *            base64 bitmap over the controlling field's value index; null when independent
 */
public record PicklistValue(String value, String label, boolean active, boolean defaultValue, String validFor) {
}
