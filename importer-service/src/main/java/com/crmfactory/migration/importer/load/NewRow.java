package com.crmfactory.migration.importer.load;

import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadRow;

/**
 * A row that a first load writes.
 *
 * @param id
 *            of its own
 * @param parent
 *            what there is of its references, by slot
 */
record NewRow(UUID id, LoadRow source, UUID[] parent) {
}
