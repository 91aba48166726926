package com.crmfactory.migration.importer.row;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import com.crmfactory.migration.model.SalesforceId;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;

/**
 * What the configuration says about records that are there already, have no parent or no owner.
 *
 * @param owners
 *            Salesforce user id to CRM user, as the configuration maps them
 * @param fallbackOwner
 *            CRM user who gets the records of owners whom nobody matches; null for none
 * @param preserveDates
 *            {@code created_at} and {@code updated_at} come from the source
 * @param overwriteEdited
 *            an edit in the CRM does not keep the source's change away
 * @param duplicates
 *            what happens to a record that was found to be another's duplicate
 */
public record LoadRules(OnMissingParent onMissingParent, Map<String, UUID> owners, UUID fallbackOwner,
        boolean preserveDates, boolean overwriteEdited, Deduplication.Action duplicates) {

    static LoadRules of(ImportObject command) {
        Map<String, UUID> owners = new TreeMap<>();
        command.owners().map().forEach((user, owner) -> owners.put(
                SalesforceId.parse(user).map(SalesforceId::value).orElse(user), UUID.fromString(owner)));
        String fallback = command.owners().fallbackOwner();
        Deduplication dedup = command.configuration().dedup();
        return new LoadRules(command.relationships().onMissingParent(), owners,
                fallback == null ? null : UUID.fromString(fallback), command.options().preserveDates(),
                command.options().overwriteEdited(),
                dedup.matchOn().isEmpty() ? Deduplication.Action.CREATE : dedup.action());
    }

    /** A record without its parent is not taken. */
    public boolean parentsNeeded() {
        return onMissingParent != OnMissingParent.IMPORT_UNLINKED;
    }

    /** Duplicates were looked for before loading. */
    public boolean deduplicated() {
        return duplicates != Deduplication.Action.CREATE;
    }

    /** A duplicate's values go to the record that it is merged into. */
    public boolean merging() {
        return duplicates == Deduplication.Action.MERGE_FILL_BLANKS
                || duplicates == Deduplication.Action.MERGE_OVERWRITE;
    }
}
