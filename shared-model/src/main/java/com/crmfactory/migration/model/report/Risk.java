package com.crmfactory.migration.model.report;

/**
 * Something to know before the move.
 *
 * @param object
 *            null when it is about the whole org
 * @param field
 *            null when it is about the whole object
 * @param count
 *            how many records, fields or definitions it is about
 */
public record Risk(String code, Severity severity, String object, String field, long count, String message,
        String recommendedAction) {
}
