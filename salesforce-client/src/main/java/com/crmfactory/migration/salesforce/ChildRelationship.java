package com.crmfactory.migration.salesforce;

/**
 * @param relationshipName
 *            null if the children cannot be read by a sub-query
 */
public record ChildRelationship(String childSObject, String field, String relationshipName, boolean cascadeDelete,
        boolean restrictedDelete, boolean deprecatedAndHidden) {
}
