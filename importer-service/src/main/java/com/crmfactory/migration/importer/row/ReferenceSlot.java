package com.crmfactory.migration.importer.row;

import java.util.Set;

import com.crmfactory.migration.model.target.ReferenceColumn;
import com.crmfactory.migration.model.target.TargetCatalogue;

/**
 * One place of a row for the Salesforce id of a parent of one table. A reference that may point to several tables has a
 * slot for each, and at most one of them is filled.
 *
 * @param field
 *            source field
 * @param column
 *            reference column that the parent's id goes to; {@code custom_fields.<key>} for a look-up, which has none
 * @param typeColumn
 *            column that takes the parent's table name; null if the table is given
 * @param parentTarget
 *            the parent's table
 * @param keyPrefixes
 *            first three characters of the parents' ids; empty if every id belongs here
 * @param required
 *            without its parent the record is not taken
 * @param deferred
 *            the parent may arrive later
 * @param own
 *            the parent is of the same object
 * @param leftOut
 *            the parents are not part of the run: a reference waits, whatever the rule for missing parents is
 * @param counted
 *            counts as a reference of {@code field}; false for a slot that another field fills along
 */
public record ReferenceSlot(String field, String column, String typeColumn, String parentTarget,
        Set<String> keyPrefixes, boolean required, boolean deferred, boolean own, boolean leftOut, boolean counted) {
    private static final int PREFIX = 3;

    public ReferenceSlot {
        keyPrefixes = Set.copyOf(keyPrefixes);
    }

    /** @param sfId 18 characters */
    public boolean takes(String sfId) {
        return keyPrefixes.isEmpty() || keyPrefixes.contains(sfId.substring(0, PREFIX));
    }

    /** True unless it is about people: owners and authors follow the rules for owners, not those for parents. */
    public boolean isParent() {
        return counted && !parentTarget.equals(TargetCatalogue.USERS);
    }

    /** It has no column of its own: the link is kept beside the row. */
    public boolean isLookUp() {
        return ReferenceColumn.isLookUp(column);
    }

    /** Only for a look-up. */
    public String fieldKey() {
        return ReferenceColumn.fieldKey(column);
    }

    public boolean isOwner() {
        return TargetCatalogue.OWNER.name().equals(column);
    }
}
