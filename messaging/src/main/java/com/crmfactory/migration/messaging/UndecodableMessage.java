package com.crmfactory.migration.messaging;

/** A record that can never be understood: no type of ours, an unknown version, or a payload that breaks the schema. */
public class UndecodableMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UndecodableMessage(String message, Throwable cause) {
        super(message, cause);
    }
}
