package com.crmfactory.migration.importer.records;

/**
 * A rejected record, in the shape that the API publishes.
 *
 * @param attempts
 *            how often the object was extracted
 */
public record FailureView(String sfId, String field, String code, String message, String hint, int attempts) {
}
