package com.crmfactory.migration.gateway.migration;

import java.util.List;

import com.crmfactory.migration.model.Failure;

/**
 * The answer to an event.
 *
 * @param next
 *            the new state if it was accepted, else the present one
 * @param effects
 *            messages to send with the new state
 * @param refusal
 *            why it was refused; null otherwise
 */
public record Decision(Outcome outcome, Migration next, List<Effect> effects, Failure refusal) {

    /** What became of an event. */
    public enum Outcome {
        ACCEPTED,
        /** A duplicate, or about something that is over: nothing changes. */
        IGNORED,
        /** The present status does not allow it. */
        REFUSED
    }

    static Decision accepted(Migration next, List<Effect> effects) {
        return new Decision(Outcome.ACCEPTED, next, List.copyOf(effects), null);
    }

    static Decision ignored(Migration present) {
        return new Decision(Outcome.IGNORED, present, List.of(), null);
    }

    static Decision refused(Migration present, Failure refusal) {
        return new Decision(Outcome.REFUSED, present, List.of(), refusal);
    }
}
