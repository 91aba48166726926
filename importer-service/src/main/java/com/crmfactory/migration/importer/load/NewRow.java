package com.crmfactory.migration.importer.load;

import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadRow;

/**
 * A row that is to be written.
 *
 * @param id
 *            of its own, if it is not there yet
 * @param parent
 *            what there is of its references, by slot
 */
record NewRow(UUID id, LoadRow source, UUID[] parent) {

    /** Whether it names a parent that is not there. */
    boolean lacksParent(int slot) {
        return source.references()[slot] != null && parent[slot] == null;
    }
}
