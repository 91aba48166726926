package com.crmfactory.migration.localstack.process;

/** How a child is asked to end in good order. */
public enum StopSignal {
    /** A JVM runs its shutdown hooks. */
    TERM,
    /** PostgreSQL's "fast shutdown": it ends the open sessions instead of waiting for them. */
    INT
}
