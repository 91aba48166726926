package com.crmfactory.migration.importer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.crmfactory.migration.importer.run.OrgObject.Reference;
import com.crmfactory.migration.model.Ledger;
import com.fasterxml.jackson.databind.JsonNode;

/** Finds the records of an org that are not in the CRM exactly once, or not accounted for. */
final class ConservedRecords {
    private static final Set<String> OF_VALUES = Set.of("value_malformed", "value_refused", "picklist_value_unmapped");

    private final RandomOrg org;
    private final FoundInCrm crm;
    private final List<String> wrong = new ArrayList<>();

    private ConservedRecords(RandomOrg org, FoundInCrm crm) {
        this.org = org;
        this.crm = crm;
    }

    /** What is wrong, in sentences. */
    static List<String> wrong(RandomOrg org, FoundInCrm crm, OrgObject object, Ledger told) {
        ConservedRecords records = new ConservedRecords(org, crm);
        records.ledger(object, told);
        records.strangers(object);
        org.delivered(object).values().forEach(records::fate);
        return records.wrong;
    }

    /** It adds up, and says what there is. */
    private void ledger(OrgObject object, Ledger told) {
        Set<String> skippedOrFailed = new TreeSet<>();
        crm.rejects(object).forEach(reject -> skippedOrFailed.add(reject.path("sf_id").asText()));
        long merged = crm.links(object).keySet().stream().filter(sfId -> !skippedOrFailed.contains(sfId)).count();
        equal(object + " records accounted for in " + told, told.processed(), org.delivered(object).size());
        equal(object + " records in the CRM by " + told, told.present(), crm.rows(object).size());
        equal(object + " records that live on in another by " + told, told.merged(), merged);
        equal(object + " records skipped by " + told, told.skipped(), rejected(object, "skipped"));
        equal(object + " records failed by " + told, told.failed(), rejected(object, "failed"));
    }

    private void equal(String what, long told, long found) {
        if (told != found) {
            wrong.add(what + ": " + told + ", but there are " + found);
        }
    }

    private long rejected(OrgObject object, String state) {
        return crm.rejects(object).stream().filter(reject -> reject.path("state").asText().equals(state)).count();
    }

    private void strangers(OrgObject object) {
        Map<String, OrgRecord> delivered = org.delivered(object);
        Set<String> known = new TreeSet<>(crm.rows(object).keySet());
        known.addAll(crm.links(object).keySet());
        known.addAll(crm.waiting(object));
        crm.rejects(object).forEach(reject -> known.add(reject.path("sf_id").asText()));
        known.stream().filter(sfId -> !delivered.containsKey(sfId))
                .forEach(sfId -> wrong.add(object + " " + sfId + " is known, but the org did not deliver it"));
        crm.waiting(object).stream().filter(sfId -> !crm.rows(object).containsKey(sfId))
                .forEach(sfId -> wrong.add(object + " " + sfId + " waits for a parent, but is not in the CRM"));
    }

    private void fate(OrgRecord record) {
        List<JsonNode> rejects = crm.rejects(record.object()).stream()
                .filter(reject -> reject.path("sf_id").asText().equals(record.sfId())).toList();
        boolean there = crm.rows(record.object()).containsKey(record.sfId());
        boolean linked = crm.links(record.object()).containsKey(record.sfId());
        // What refers to a duplicate follows the other record, also if it was skipped or a value of it is refused.
        boolean duplicate = linked && rejects.size() == 1
                && List.of("duplicate", "value_refused").contains(code(rejects.get(0)));
        int fates = (there ? 1 : 0) + (linked ? 1 : 0) + rejects.size() - (duplicate ? 1 : 0);
        if (fates != 1) {
            wrong.add(record + " has " + fates + " fates: " + (there ? "is in the CRM, " : "")
                    + (linked ? "lives on in another, " : "") + rejects);
        }
        if (linked && crm.survivor(record.sfId()) == null) {
            wrong.add(record + " is to live on in a record that is not in the CRM");
        }
        if (there && !record.bad().isEmpty()) {
            wrong.add(record + " is in the CRM in spite of its " + record.bad());
        }
        rejects.stream().filter(reject -> !isDeserved(record, reject))
                .forEach(reject -> wrong.add(record + " was rejected without a reason: " + reject));
    }

    private boolean isDeserved(OrgRecord record, JsonNode reject) {
        if (OF_VALUES.contains(code(reject))) {
            return reject.path("field").isNull()
                    ? !record.bad().isEmpty()
                    : record.bad().contains(reject.path("field").asText());
        }
        return switch (code(reject)) {
            case "parent_missing" -> record.object().references().stream()
                    .filter(reference -> reference.name().equals(reject.path("field").asText()))
                    .anyMatch(reference -> lacks(record, reference));
            case "duplicate" -> crm.links(record.object()).containsKey(record.sfId());
            case "survivor_missing" -> !org.rules().duplicates(record.object()).matchOn().isEmpty();
            default -> false;
        };
    }

    private boolean lacks(OrgRecord record, Reference reference) {
        String named = record.named(reference);
        return named == null
                ? reference.required()
                : reference.parent(named) == null || crm.became(reference.parent(named), named) == null;
    }

    private static String code(JsonNode reject) {
        return reject.path("code").asText();
    }
}
