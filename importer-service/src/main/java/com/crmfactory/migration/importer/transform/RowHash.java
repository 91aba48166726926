package com.crmfactory.migration.importer.transform;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRules;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.model.target.TargetColumn;

/**
 * 64 bits over everything that a row writes: multiplied and folded, four UTF-16 units at a time, since it goes over every
 * character of an org. It starts from the names of the columns, so that
 * a changed mapping changes it although the record is the same.
 */
final class RowHash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x9e3779b97f4a7c15L;
    private static final int UNITS = 4;
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
        if (text == null) {
            return fold(start ^ NONE);
        }
        long hash = start;
        int length = text.length();
        int i = 0;
        for (; i + UNITS <= length; i += UNITS) {
            hash = fold(hash ^ (text.charAt(i) | (long) text.charAt(i + 1) << 16 | (long) text.charAt(i + 2) << 32
                    | (long) text.charAt(i + 3) << 48));
        }
        for (; i < length; i++) {
            hash = fold(hash ^ text.charAt(i));
        }
        return fold(hash ^ END);
    }

    private static long fold(long hash) {
        long product = hash * PRIME;
        return product ^ product >>> 32;
    }
}
