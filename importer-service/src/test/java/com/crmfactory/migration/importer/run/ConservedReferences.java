package com.crmfactory.migration.importer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.crmfactory.migration.importer.run.OrgObject.Reference;
import com.crmfactory.migration.model.configuration.Deduplication.Action;
import com.crmfactory.migration.model.message.ReferenceMapping.Parent;
import com.fasterxml.jackson.databind.JsonNode;

/** Finds the references of imported records that do not lead where they should, or are nowhere. */
final class ConservedReferences {
    private static final Set<String> NEVER_ROWS = Set.of("value_malformed", "picklist_value_unmapped");

    private final RandomOrg org;
    private final FoundInCrm crm;
    private final String fallbackOwner;
    private final List<String> wrong = new ArrayList<>();

    private ConservedReferences(RandomOrg org, FoundInCrm crm, String fallbackOwner) {
        this.org = org;
        this.crm = crm;
        this.fallbackOwner = fallbackOwner;
    }

    /**
     * What is wrong, in sentences.
     *
     * @param fallbackOwner
     *            the user who owns what belongs to nobody; null for none
     */
    static List<String> wrong(RandomOrg org, FoundInCrm crm, OrgObject object, String fallbackOwner) {
        ConservedReferences references = new ConservedReferences(org, crm, fallbackOwner);
        for (Reference reference : object.references()) {
            references.counts(object, reference);
            org.delivered(object).values().forEach(record -> references.follow(record, reference));
        }
        return references.wrong;
    }

    /** What the validation goes by: every reference is of a record that is there, out of scope, or lost with its record. */
    private void counts(OrgObject object, Reference reference) {
        List<OrgRecord> there = org.delivered(object).values().stream()
                .filter(record -> crm.rows(object).containsKey(record.sfId())).toList();
        long scope = there.stream().filter(record -> parent(record, reference) != null).count();
        long counted = crm.counted(object, reference, "filled") - crm.counted(object, reference, "out")
                - crm.counted(object, reference, "lost");
        if (counted != scope) {
            wrong.add(object + "." + reference.name() + ": " + counted + " references counted, but " + scope
                    + " of records that are there");
        }
        Set<String> unread = crm.rejects(object).stream()
                .filter(reject -> NEVER_ROWS.contains(reject.path("code").asText()))
                .map(reject -> reject.path("sf_id").asText()).collect(Collectors.toSet());
        long outside = reference.isOwner()
                ? 0
                : org.delivered(object).values().stream().filter(record -> !unread.contains(record.sfId()))
                        .filter(record -> record.named(reference) != null && parent(record, reference) == null).count();
        if (crm.counted(object, reference, "out") != outside) {
            wrong.add(object + "." + reference.name() + ": " + crm.counted(object, reference, "out")
                    + " references counted as out of scope, but there are " + outside);
        }
    }

    private void follow(OrgRecord record, Reference reference) {
        JsonNode row = crm.rows(record.object()).get(record.sfId());
        if (row == null) {
            return;
        }
        String named = record.named(reference);
        Parent parent = parent(record, reference);
        String what = record + "." + reference.name() + " = " + named;
        String became = parent == null ? null : became(record, row, parent, named);
        reference.parents().stream().map(reference::column).distinct().forEach(column -> {
            boolean here = parent != null && reference.column(parent).equals(column);
            place(record, reference, column, what, here ? became : null, here && became == null ? named : null);
        });
        if (named != null && reference.isOwner() && !row.path("sf_owner_id").asText().equals(named)) {
            wrong.add(what + " is not kept as the original owner");
        }
        if (named != null && !reference.isOwner() && (parent == null || reference.isLookUp())
                && !keeps(record, reference, row)) {
            wrong.add(what + " points outside of the migration and is not kept");
        }
        if (became != null && parent.target().equals("accounts") && record.object() == OrgObject.TASK
                && !became.equals(row.path("account_id").asText())) {
            wrong.add(what + " is an account, but not that of the activity");
        }
        if (became != null && row.has("related_to_type") && reference.name().equals("WhatId")
                && !row.path("related_to_type").asText().equals(parent.target())) {
            wrong.add(what + " is said to be one of " + row.path("related_to_type"));
        }
    }

    /** One that was merged into the very record is no parent to it. */
    private String became(OrgRecord record, JsonNode row, Parent parent, String named) {
        String became = crm.became(parent, named);
        boolean itself = row.path("id").asText().equals(became) && !named.equals(record.sfId());
        return itself ? null : became;
    }

    /**
     * One place of a row for a parent.
     *
     * @param parent
     *            key of the row that belongs there; null for none
     * @param waiting
     *            id of the parent that has not come; null for none
     */
    private void place(OrgRecord record, Reference reference, String column, String what, String parent,
            String waiting) {
        JsonNode row = crm.rows(record.object()).get(record.sfId());
        String found = reference.isLookUp()
                ? crm.lookUp(row, reference.key())
                : row.path(column).isNull() ? null : row.path(column).asText();
        String expected = parent == null && waiting != null && reference.isOwner() ? fallbackOwner : parent;
        boolean merges = !reference.isOwner() && (parent == null || org.rules().overwrites(record.object()));
        if (!Objects.equals(found, expected) && !(merges && isOfDuplicate(row, record.object(), reference, found))) {
            wrong.add(what + ": " + column + " holds " + found + " instead of " + expected);
        }
        String parked = crm.parked(record.object(), record.sfId(), column);
        if (!Objects.equals(parked, waiting)) {
            wrong.add(what + ": " + column + " waits for " + parked + " instead of " + waiting);
        }
    }

    private Parent parent(OrgRecord record, Reference reference) {
        return record.named(reference) == null ? null : reference.parent(record.named(reference));
    }

    /** A record that lives on in the row may have brought its own parent along. */
    private boolean isOfDuplicate(JsonNode row, OrgObject object, Reference reference, String found) {
        Action action = org.rules().duplicates(object).action();
        return found != null && (action == Action.MERGE_FILL_BLANKS || action == Action.MERGE_OVERWRITE)
                && duplicates(row, object).stream().filter(record -> parent(record, reference) != null)
                        .anyMatch(
                                record -> found.equals(crm.became(parent(record, reference), record.named(reference))));
    }

    private List<OrgRecord> duplicates(JsonNode row, OrgObject object) {
        return org.delivered(object).values().stream()
                .filter(record -> crm.links(object).containsKey(record.sfId())
                        && crm.links(object).get(record.sfId()).path("id").equals(row.path("id")))
                .toList();
    }

    /** What was merged into the row may have overwritten it. */
    private boolean keeps(OrgRecord record, Reference reference, JsonNode row) {
        JsonNode fields = row.path(record.object() == OrgObject.INVOICE ? "fields" : "custom_fields");
        return fields.path(reference.key()).asText().equals(record.named(reference))
                || org.rules().overwrites(record.object()) && !duplicates(row, record.object()).isEmpty();
    }
}
