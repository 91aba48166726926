package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.crmfactory.migration.importer.load.GraphObject.Reference;

/** Records that refer to each other at random; the same seed always gives the same ones. */
final class RandomGraph {
    private static final int SMALL = 30;
    private static final int LARGE = 300;
    private static final int STRANGERS = 10;
    /** How many of a hundred references are blank, and how many name a record that is nowhere. */
    private static final int[] PERCENT_BLANK = {0, 5, 50};
    private static final int[] PERCENT_MISSING = {0, 2, 30};

    private final Map<GraphObject, Integer> sizes = new EnumMap<>(GraphObject.class);
    private final Map<GraphObject, List<Entry>> entries = new EnumMap<>(GraphObject.class);
    private final Shape shape;
    private final int blank;
    private final int missing;

    /**
     * A record.
     *
     * @param parents
     *            the Salesforce ids that it names, by column
     */
    record Entry(GraphObject object, String sfId, Map<String, String> parents) {
        String[] cells() {
            return object.cells(sfId, parents);
        }

        Stream<String> references() {
            return parents.entrySet().stream().map(parent -> sfId + " " + parent.getKey() + " " + parent.getValue());
        }
    }

    /** What the references of an object to itself look like. */
    private enum Shape {
        /** Trees that run into cycles. */
        ANYHOW,
        /** All records one below the other. */
        CHAIN,
        /** All records in one cycle. */
        RING,
        /** Many small cycles. */
        TRIANGLES,
        /** Each is its own parent. */
        LOOPS,
        /** No cycle at all. */
        TREE;

        /** The number of a record's parent; -1 if it has none. */
        int parent(int child, int size, Random random) {
            return switch (this) {
                case ANYHOW -> random.nextInt(size);
                case CHAIN -> child - 1;
                case RING -> (child + 1) % size;
                case TRIANGLES -> Math.min(size - 1, child % 3 == 2 ? child - 2 : child + 1);
                case LOOPS -> child;
                case TREE -> child == 0 ? -1 : random.nextInt(child);
            };
        }
    }

    RandomGraph(Random random) {
        this.shape = Shape.values()[random.nextInt(Shape.values().length)];
        this.blank = PERCENT_BLANK[random.nextInt(PERCENT_BLANK.length)];
        this.missing = PERCENT_MISSING[random.nextInt(PERCENT_MISSING.length)];
        for (GraphObject object : GraphObject.values()) {
            sizes.put(object, 1 + random.nextInt(random.nextInt(10) == 0 ? LARGE : SMALL));
            List<Entry> records = new ArrayList<>();
            for (int number = 0; number < sizes.get(object); number++) {
                records.add(entry(object, number, random));
            }
            entries.put(object, List.copyOf(records));
        }
    }

    private Entry entry(GraphObject object, int number, Random random) {
        Map<String, String> parents = new LinkedHashMap<>();
        for (Reference reference : object.references()) {
            int parent = parent(reference, number, random);
            if (parent >= 0) {
                parents.put(reference.column(), reference.to().sfId(parent));
            }
        }
        return new Entry(object, object.sfId(number), parents);
    }

    /** Beyond the number of records: one that is nowhere. */
    private int parent(Reference reference, int child, Random random) {
        int size = sizes.get(reference.to());
        int luck = random.nextInt(100);
        if (luck < missing) {
            return size + random.nextInt(STRANGERS);
        }
        if (luck < missing + blank) {
            return -1;
        }
        return reference.to() == reference.from() ? shape.parent(child, size, random) : random.nextInt(size);
    }

    List<Entry> of(GraphObject object) {
        return entries.get(object);
    }

    /** By Salesforce id. */
    Map<String, Entry> all() {
        Map<String, Entry> all = new TreeMap<>();
        entries.values().forEach(records -> records.forEach(entry -> all.put(entry.sfId(), entry)));
        return all;
    }

    /** Who is left if nobody may lack a parent. The definition: leave out who lacks one until nobody does. */
    Set<String> complete() {
        Map<String, Entry> all = all();
        Set<String> complete = new TreeSet<>(all.keySet());
        while (complete.removeIf(sfId -> !complete.containsAll(all.get(sfId).parents().values()))) {
            // Until nothing changes.
        }
        return complete;
    }

    @Override
    public String toString() {
        return sizes + " records, " + shape + ", " + blank + " % of the references blank, " + missing
                + " % without a parent";
    }
}
