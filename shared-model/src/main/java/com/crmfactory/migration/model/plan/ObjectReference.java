package com.crmfactory.migration.model.plan;

/**
 * "{@code from} points to {@code to} through {@code field}".
 *
 * @param required
 *            a record of {@code from} is not taken without its parent, so {@code to} has to be complete first
 */
public record ObjectReference(String from, String field, String to, boolean required) {
}
