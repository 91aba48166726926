package com.crmfactory.migration.importer.run;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.crmfactory.migration.model.configuration.RunOptions;

/**
 * How a random org is migrated.
 *
 * @param filtered
 *            of this object only the kept records; null for none
 * @param byBulk
 *            objects that are read by a Bulk job
 * @param fallbackOwner
 *            whether a user of the CRM gets the records of owners who are not there
 */
record OrgRules(OnMissingParent onMissingParent, OnUnmapped onUnmapped, RunOptions options, OrgObject filtered,
        Map<OrgObject, Deduplication> duplicates, Set<OrgObject> byBulk, int pageSize, boolean fallbackOwner) {
    private static final RecordFilter KEPT = new RecordFilter(null, null, OrgObject.KEPT.name() + " = true");
    private static final int[] PAGE_SIZES = {7, 20, 2_000};
    private static final Map<OrgObject, List<List<List<String>>>> KEYS = Map.of(
            OrgObject.ACCOUNT, List.of(List.of(List.of("domain")), List.of(List.of("website"), List.of("name"))),
            OrgObject.CONTACT, List.of(List.of(List.of("email")), List.of(List.of("email", "last_name"))),
            OrgObject.INVOICE, List.of(List.of(List.of("name"))),
            OrgObject.OPPORTUNITY, List.of(List.of(List.of("name"))),
            OrgObject.CASE, List.of(List.of(List.of("subject"))));

    static OrgRules random(Random random) {
        Map<OrgObject, Deduplication> duplicates = new EnumMap<>(OrgObject.class);
        Set<OrgObject> byBulk = EnumSet.noneOf(OrgObject.class);
        for (OrgObject object : OrgObject.values()) {
            // Half of the objects are loaded by COPY, which is for those without rules only.
            if (KEYS.containsKey(object) && random.nextBoolean()) {
                List<List<List<String>>> keys = KEYS.get(object);
                duplicates.put(object, new Deduplication(keys.get(random.nextInt(keys.size())),
                        one(Deduplication.Action.values(), random)));
            }
            if (random.nextInt(4) == 0) {
                byBulk.add(object);
            }
        }
        RunOptions options = new RunOptions(100, 100, random.nextInt(4) == 0, random.nextInt(4) > 0,
                random.nextInt(4) > 0, false, false);
        OrgObject filtered = random.nextInt(3) == 0 ? one(OrgObject.values(), random) : null;
        OnMissingParent orphans = random.nextBoolean()
                ? OnMissingParent.IMPORT_UNLINKED
                : one(OnMissingParent.values(), random);
        return new OrgRules(orphans, random.nextBoolean()
                ? OnUnmapped.KEEP
                : OnUnmapped.FAIL, options, filtered, duplicates, byBulk,
                PAGE_SIZES[random.nextInt(PAGE_SIZES.length)], random.nextBoolean());
    }

    private static <T> T one(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    RecordFilter filter(OrgObject object) {
        return object == filtered ? KEPT : RecordFilter.NONE;
    }

    Deduplication duplicates(OrgObject object) {
        return duplicates.getOrDefault(object, Deduplication.NONE);
    }

    boolean overwrites(OrgObject object) {
        return duplicates(object).action() == Deduplication.Action.MERGE_OVERWRITE;
    }

    /** Whether a value of the field goes to the CRM, where it may be refused. */
    boolean takes(OrgObject object, OrgObject.Field field) {
        boolean date = field.equals(OrgObject.MODIFIED)
                || field.equals(OrgObject.CREATED) && object != OrgObject.COMMENT;
        return field.target() != null && (options.preserveDates() || !date);
    }

    /** Whether Salesforce shows the record to the migration. */
    boolean delivers(OrgRecord record) {
        boolean seen = options.importDeleted()
                || !record.is(OrgObject.DELETED) && (options.importArchived() || !record.is(OrgObject.ARCHIVED));
        return seen && (record.object() != filtered || record.is(OrgObject.KEPT));
    }
}
