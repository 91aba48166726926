package com.crmfactory.migration.gateway.view;

import java.util.List;

/**
 * One page of a list.
 *
 * @param nextCursor
 *            asks for the page after this one; null on the last
 */
public record PageView<T>(List<T> data, String nextCursor, boolean hasMore) {
}
