package com.crmfactory.migration.messaging;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;

/**
 * Knows that this process is asked to end, as in every rolling update. What fails from then on fails because the ground
 * is taken away, which says nothing about the work: somebody else takes it up.
 */
@ApplicationScoped
public class Departure implements Scheduled.SkipPredicate {
    private volatile boolean begun;

    /** Before everybody else hears of it. */
    void note(@Observes @Priority(1) ShutdownEvent asked) {
        begun = true;
    }

    public boolean hasBegun() {
        return begun;
    }

    /** What a schedule would begin now is left to somebody else: the scheduler outlives the connections to the database. */
    @Override
    public boolean test(ScheduledExecution due) {
        return begun;
    }
}
