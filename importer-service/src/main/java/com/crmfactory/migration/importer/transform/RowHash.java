package com.crmfactory.migration.importer.transform;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRules;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.model.target.TargetColumn;

/**
 * 64 bits over everything that a row writes (FNV-1a over UTF-16 units). It starts from the names of the columns, so that
 * a changed mapping changes it although the record is the same.
 */
final class RowHash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    /** No text holds it, since lone surrogates are repaired; it keeps "a","b" apart from "ab","". */
    private static final char END = 0xDFFF;
    private static final char NONE = 0xDFFE;

    private final long seed;

    RowHash(LoadPlan plan) {
        long hash = OFFSET;
        for (TargetColumn column : plan.columns()) {
            hash = add(hash, column.name());
        }
        for (ReferenceSlot slot : plan.slots()) {
            hash = add(add(hash, slot.column()), slot.parentTarget());
        }
        LoadRules rules = plan.rules();
        if (plan.slots().stream().anyMatch(ReferenceSlot::isOwner)
                && (rules.fallbackOwner() != null || !rules.owners().isEmpty())) {
            hash = add(add(hash, String.valueOf(rules.fallbackOwner())), rules.owners().toString());
        }
        seed = hash;
    }

    long of(String[] values, String[] references, String customFields) {
        long hash = seed;
        for (String value : values) {
            hash = add(hash, value);
        }
        for (String reference : references) {
            hash = add(hash, reference);
        }
        return add(hash, customFields);
    }

    private static long add(long start, String text) {
        long hash = start;
        if (text == null) {
            hash = add(hash, NONE);
        } else {
            for (int i = 0; i < text.length(); i++) {
                hash = add(hash, text.charAt(i));
            }
        }
        return add(hash, END);
    }

    private static long add(long hash, char unit) {
        return ((hash ^ (unit & 0xff)) * PRIME ^ unit >>> 8) * PRIME;
    }
}
