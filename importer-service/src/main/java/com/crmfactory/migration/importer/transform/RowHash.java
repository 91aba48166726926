package com.crmfactory.migration.importer.transform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRules;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.model.target.TargetColumn;

/**
 * 64 bits over everything that a row writes: multiplied and folded, four UTF-16 units at a time, since it goes over every
 * character of an org. It starts from the names of the columns, and the key of a custom object, so that a changed
 * mapping changes it although the record is the same.
 */
final class RowHash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x9e3779b97f4a7c15L;
    private static final int UNITS = 4;
    /** No text holds it, since lone surrogates are repaired; it keeps "a","b" apart from "ab","". */
    private static final char END = 0xDFFF;
    private static final char NONE = 0xDFFE;

    private final long seed;
    /** Slots of the plan, in groups of which at most one is filled. */
    private final int[][] parents;

    RowHash(LoadPlan plan) {
        Map<Parents, List<Integer>> groups = groups(plan.slots());
        parents = groups.values().stream().map(slots -> slots.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        seed = seed(plan, groups.keySet());
    }

    /** What a slot holds, whether the run has those parents or leaves them out: a later run may take them in. */
    private record Parents(String field, String column, String target, boolean own) {
    }

    private static Map<Parents, List<Integer>> groups(List<ReferenceSlot> slots) {
        return IntStream.range(0, slots.size()).boxed().collect(Collectors.groupingBy(i -> {
            ReferenceSlot slot = slots.get(i);
            return new Parents(slot.field(), slot.column(), slot.parentTarget(), slot.own());
        }, LinkedHashMap::new, Collectors.toList()));
    }

    private static long seed(LoadPlan plan, Iterable<Parents> groups) {
        // Custom objects share a table: under another key a record is another row, and one that moves is written.
        long hash = plan.table().isCustomObject() ? add(OFFSET, plan.table().objectKey()) : OFFSET;
        for (TargetColumn column : plan.columns()) {
            hash = add(hash, column.name());
        }
        for (Parents group : groups) {
            hash = add(add(hash, group.column()), group.target());
        }
        LoadRules rules = plan.rules();
        if (plan.slots().stream().anyMatch(ReferenceSlot::isOwner)
                && (rules.fallbackOwner() != null || !rules.owners().isEmpty())) {
            hash = add(add(hash, String.valueOf(rules.fallbackOwner())), rules.owners().toString());
        }
        return hash;
    }

    long of(String[] values, String[] references, String customFields) {
        long hash = seed;
        for (String value : values) {
            hash = add(hash, value);
        }
        for (int[] slots : parents) {
            hash = add(hash, filled(references, slots));
        }
        return add(hash, customFields);
    }

    private static String filled(String[] references, int[] slots) {
        String filled = references[slots[0]];
        for (int i = 1; i < slots.length && filled == null; i++) {
            filled = references[slots[i]];
        }
        return filled;
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
