package com.crmfactory.migration.model;

import java.util.Objects;

/**
 * The one failure vocabulary, from the Salesforce client to the problem document.
 *
 * @param code
 *            stable, snake_case; documented in {@code docs/errors.md}
 * @param type
 *            what kind of remedy it needs
 * @param message
 *            what happened, in plain language; never a token, never customer data
 * @param hint
 *            what the reader can do about it; may be null
 */
public record Failure(String code, FailureType type, String message, String hint) {

    public Failure {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
    }
}
