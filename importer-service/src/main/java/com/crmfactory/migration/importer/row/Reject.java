package com.crmfactory.migration.importer.row;

/**
 * A record that is not taken. It never holds the value itself.
 *
 * @param sfId
 *            its id; the text {@code (none)} if it came without one
 * @param field
 *            source field; null if it is about the whole record
 */
public record Reject(String sfId, State state, String field, String code, String message, String hint) {

    /** Whether the record should have been taken. */
    public enum State {
        FAILED,
        SKIPPED
    }

    public static Reject skipped(String sfId, String field, String code, String message, String hint) {
        return new Reject(sfId, State.SKIPPED, field, code, message, hint);
    }

    public static Reject failed(String sfId, String field, String code, String message, String hint) {
        return new Reject(sfId, State.FAILED, field, code, message, hint);
    }
}
