package com.crmfactory.migration.gateway.migration;

/**
 * What a completed object took.
 *
 * @param started
 *            of its last attempt, in seconds since 1970
 * @param finished
 *            likewise, links included
 * @param apiCalls
 *            of all attempts
 */
public record ObjectTiming(String object, double started, double finished, long records, long apiCalls) {
}
