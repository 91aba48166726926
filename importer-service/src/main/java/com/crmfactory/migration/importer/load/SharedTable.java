package com.crmfactory.migration.importer.load;

import com.crmfactory.migration.model.target.TargetTable;

/** The table that all custom objects share. */
public final class SharedTable {
    private SharedTable() {
    }

    /**
     * A condition that leaves the rows of one custom object.
     *
     * @param alias
     *            of the table
     * @return begins with {@code AND}; empty for a table of its own
     */
    public static String only(TargetTable table, String alias) {
        return table.isCustomObject() ? " AND " + alias + ".object_key = '" + table.objectKey() + "'" : "";
    }
}
