package com.crmfactory.migration.messaging;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;

/**
 * Knows that this process is asked to end, as in every rolling update. What fails from then on fails because the ground
 * is taken away, which says nothing about the work: somebody else takes it up.
 */
@ApplicationScoped
public class Departure {
    private volatile boolean begun;

    /** Before everybody else hears of it. */
    void note(@Observes @Priority(1) ShutdownEvent asked) {
        begun = true;
    }

    public boolean hasBegun() {
        return begun;
    }
}
