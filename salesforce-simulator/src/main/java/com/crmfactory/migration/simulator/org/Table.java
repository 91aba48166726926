package com.crmfactory.migration.simulator.org;

/**
 * The rows of one object. A value is the text that Bulk API 2.0 would print (booleans {@code true}/{@code false}, times
 * {@code 2024-09-24T03:26:07.000Z}), or null.
 */
public interface Table {

    ObjectDescribe describe();

    /** Number of rows, deleted and archived ones included. */
    long size();

    /** The value of row {@code row} (from 0) in the describe's field number {@code field}. */
    String value(long row, int field);

    /** The row of a 15- or 18-character id, or -1. */
    long find(String id);

    /** True if the rows stand in ascending order of their ids, so that {@code ORDER BY Id} costs nothing. */
    boolean orderedById();

    /** The value that a dotted path has in the row itself, for tooling rows given with their parents. */
    default int embedded(String path) {
        return -1;
    }
}
