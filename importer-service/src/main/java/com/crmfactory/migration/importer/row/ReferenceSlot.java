package com.crmfactory.migration.importer.row;

import com.crmfactory.migration.model.target.TargetCatalogue;

/**
 * One place of a row for the Salesforce id of a parent of one table. A reference that may point to several tables has a
 * slot for each, and at most one of them is filled.
 *
 * @param field
 *            source field
 * @param column
 *            reference column that the parent's id goes to
 * @param typeColumn
 *            column that takes the parent's table name; null if the table is given
 * @param parentTarget
 *            the parent's table
 * @param keyPrefix
 *            first three characters of the parents' ids; null if every id belongs here
 * @param required
 *            without its parent the record is not taken
 * @param deferred
 *            the parent may arrive later
 * @param counted
 *            counts as a reference of {@code field}; false for a slot that another field fills along
 */
public record ReferenceSlot(String field, String column, String typeColumn, String parentTarget, String keyPrefix,
        boolean required, boolean deferred, boolean counted) {

    /** True unless it is about people: owners and authors follow the rules for owners, not those for parents. */
    public boolean isParent() {
        return counted && !parentTarget.equals(TargetCatalogue.USERS);
    }

    public boolean isOwner() {
        return TargetCatalogue.OWNER.name().equals(column);
    }
}
