package com.crmfactory.migration.importer.load;

import java.util.UUID;

/**
 * One batch: the unit that is loaded and checkpointed together.
 *
 * @param objectRun
 *            the object's run
 * @param attempt
 *            counts the extractions of the object
 * @param pageNo
 *            0-based within the extraction
 * @param batchNo
 *            0-based within the page
 */
public record BatchKey(UUID objectRun, int attempt, int pageNo, int batchNo) {
}
