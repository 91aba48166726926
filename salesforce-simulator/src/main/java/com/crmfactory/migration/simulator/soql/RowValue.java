package com.crmfactory.migration.simulator.soql;

/** A value of a row, by the row's number. */
@FunctionalInterface
public interface RowValue {

    /** In the form of {@code Table.value}, or null. */
    String at(long row);
}
