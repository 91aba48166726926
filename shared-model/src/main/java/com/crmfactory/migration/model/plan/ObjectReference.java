package com.crmfactory.migration.model.plan;

/**
 * "{@code from} points to {@code to} through {@code field}".
 *
 * @param required
 *            a record of {@code from} is not taken without its parent, so {@code to} has to be complete first
 * @param lookUp
 *            a look-up without a column: on a cycle it gives way before any other
 */
public record ObjectReference(String from, String field, String to, boolean required, boolean lookUp) {
    public ObjectReference(String from, String field, String to, boolean required) {
        this(from, field, to, required, false);
    }
}
