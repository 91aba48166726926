package com.crmfactory.migration.simulator.generated;

/** The text of one field by row, or null. */
@FunctionalInterface
interface RowText {

    String at(long row);
}
