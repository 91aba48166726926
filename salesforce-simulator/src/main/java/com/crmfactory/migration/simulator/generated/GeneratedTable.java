package com.crmfactory.migration.simulator.generated;

import com.crmfactory.migration.simulator.org.ObjectDescribe;
import com.crmfactory.migration.simulator.org.Table;

/** Rows that are made when they are read: a table of any size takes no memory. */
record GeneratedTable(ObjectDescribe describe, Kind kind, long size, RowText[] columns) implements Table {

    @Override
    public String value(long row, int field) {
        RowText text = columns[field];
        return text == null ? null : text.at(row);
    }

    @Override
    public long find(String id) {
        long row = kind.row(id);
        return row < size ? row : -1;
    }

    @Override
    public boolean orderedById() {
        return true;
    }
}
