package com.crmfactory.migration.simulator.soql;

/** Whether a row belongs to the result, by the row's number. */
@FunctionalInterface
public interface RowFilter {

    boolean test(long row);
}
