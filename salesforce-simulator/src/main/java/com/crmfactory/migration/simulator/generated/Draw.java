package com.crmfactory.migration.simulator.generated;

/** Pseudo-random choices that are a pure function of the seed, a name and the row: the same in any order of reading. */
record Draw(long key) {

    static Draw of(long seed, String name) {
        return new Draw(mix(seed * 0x9E3779B97F4A7C15L ^ name.hashCode() * 0xD1B54A32D192ED03L));
    }

    private long bits(long row) {
        return mix(key + row * 0x9E3779B97F4A7C15L);
    }

    /** A number from 0 to {@code bound} - 1. */
    int below(long row, long bound) {
        return (int) ((bits(row) >>> 1) % bound);
    }

    boolean percent(long row, int percent) {
        return below(row, 100) < percent;
    }

    String pick(long row, String... values) {
        return values[below(row, values.length)];
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
