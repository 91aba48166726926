package com.crmfactory.migration.importer.records;

import java.util.List;

/**
 * A page of failures.
 *
 * @param nextCursor
 *            where the next page begins; null on the last
 */
public record FailurePage(List<FailureView> data, String nextCursor, boolean hasMore) {
}
